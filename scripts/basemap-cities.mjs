// @ts-check
/** Cities that people expect on a map first, as the data spells them: `country name`, and how soon (0: the whole world). */

const FIRST = `
US New York City|US Los Angeles|US Chicago|US San Francisco|US Houston|US Miami|US Seattle|US Denver|US Anchorage|US Honolulu
CA Toronto|CA Montréal|CA Vancouver|MX Mexico City|CU Havana|GT Guatemala City|PA Panamá|CO Bogotá|PE Lima|EC Quito|VE Caracas
BR São Paulo|BR Rio de Janeiro|BR Brasília|BR Manaus|AR Buenos Aires|CL Santiago|BO La Paz|UY Montevideo
GB London|FR Paris|DE Berlin|ES Madrid|IT Rome|PL Warsaw|UA Kyiv|RU Moscow|RU Novosibirsk|RU Vladivostok|RU Yakutsk|TR Istanbul|GR Athens
SE Stockholm|NO Oslo|FI Helsinki|IS Reykjavík|PT Lisbon|IE Dublin|AT Vienna
EG Cairo|NG Lagos|KE Nairobi|ZA Johannesburg|ZA Cape Town|CD Kinshasa|ET Addis Ababa|MA Casablanca|DZ Algiers|SN Dakar|AO Luanda|SD Khartoum|MG Antananarivo
IR Tehran|IQ Baghdad|SA Riyadh|AE Dubai|PK Karachi|IN New Delhi|IN Mumbai|IN Bengaluru|IN Kolkata|BD Dhaka|KZ Almaty|UZ Tashkent|AF Kabul
CN Beijing|CN Shanghai|CN Guangzhou|CN Chengdu|CN Ürümqi|HK Hong Kong|TW Taipei|KR Seoul|JP Tokyo|JP Osaka|MN Ulan Bator
TH Bangkok|VN Hanoi|VN Ho Chi Minh City|SG Singapore|MY Kuala Lumpur|ID Jakarta|PH Manila|AU Sydney|AU Melbourne|AU Perth|AU Brisbane|AU Darwin|NZ Auckland|FJ Suva|PG Port Moresby`;

const SECOND = `
US San Diego|US Phoenix|US Las Vegas|US Dallas|US Atlanta|US Boston|US Philadelphia|US Washington|US Detroit|US Minneapolis|US St. Louis|US New Orleans|US Portland|US Salt Lake City|US Kansas City|US San Antonio|US Austin|US Nashville|US Charlotte|US Orlando|US Tampa|US Sacramento|US San Jose|US Albuquerque|US El Paso|US Cleveland|US Pittsburgh|US Indianapolis|US Memphis|US Oklahoma City|US Omaha|US Boise|US Tucson|US Fresno|US Milwaukee|US Baltimore|US Buffalo|US Spokane|US Billings|US Fargo
US Santa Barbara|US Bakersfield|US San Bernardino|US Riverside|US Anaheim|US Long Beach|US Palm Springs|US Oxnard|US Lancaster|US Santa Monica|US Pasadena
CA Ottawa|CA Calgary|CA Edmonton|CA Winnipeg|CA Halifax|CA Québec|MX Guadalajara|MX Monterrey|MX Tijuana|MX Cancún|MX Mérida|DO Santo Domingo|JM Kingston|CR San José|NI Managua|HN Tegucigalpa|SV San Salvador
CO Medellín|CO Cali|EC Guayaquil|BR Salvador|BR Fortaleza|BR Recife|BR Belém|BR Porto Alegre|BR Curitiba|BR Belo Horizonte|AR Córdoba|AR Rosario|AR Ushuaia|AR Mendoza|PY Asunción|CL Antofagasta|PE Cusco|PE Arequipa
GB Manchester|GB Birmingham|GB Edinburgh|GB Glasgow|GB Liverpool|GB Belfast|GB Cardiff|FR Lyon|FR Marseille|FR Bordeaux|FR Toulouse|FR Nice|FR Lille|DE Hamburg|DE Munich|DE Frankfurt am Main|DE Köln|ES Barcelona|ES Valencia|ES Sevilla|ES Bilbao|IT Milan|IT Naples|IT Turin|IT Palermo|IT Venice|IT Florence|NL Amsterdam|BE Brussels|CH Zürich|CH Geneva|LU Luxembourg|DK Copenhagen|CZ Prague|HU Budapest|SK Bratislava|SI Ljubljana|HR Zagreb|RS Belgrade|BA Sarajevo|RO Bucharest|BG Sofia|MK Skopje|AL Tirana|MD Chisinau|BY Minsk|LT Vilnius|LV Riga|EE Tallinn|SE Gothenburg|SE Malmö|NO Bergen|NO Trondheim|NO Tromsø|FI Tampere|FI Oulu|PL Kraków|PL Gdańsk|PT Porto|UA Odesa|UA Lviv|UA Kharkiv
RU Saint Petersburg|RU Yekaterinburg|RU Kazan|RU Omsk|RU Irkutsk|RU Krasnoyarsk|RU Samara|RU Murmansk|RU Volgograd|GE Tbilisi|AM Yerevan|AZ Baku|TR Ankara|TR İzmir|SY Damascus|LB Beirut|IL Jerusalem|IL Tel Aviv|JO Amman|KW Kuwait City|QA Doha|OM Muscat|YE Sanaa|AE Abu Dhabi|SA Jeddah|TM Ashgabat|KG Bishkek|TJ Dushanbe|KZ Astana
TN Tunis|LY Tripoli|MA Rabat|MR Nouakchott|ML Bamako|NE Niamey|TD N'Djamena|BF Ouagadougou|CI Abidjan|GH Accra|NG Abuja|NG Kano|CM Douala|CM Yaoundé|GA Libreville|CG Brazzaville|UG Kampala|RW Kigali|TZ Dar es Salaam|SO Mogadishu|ZM Lusaka|ZW Harare|MZ Maputo|BW Gaborone|NA Windhoek|ZA Durban|ZA Pretoria|MW Lilongwe|EG Alexandria
PK Lahore|PK Islamabad|IN Chennai|IN Hyderabad|IN Ahmedabad|IN Pune|IN Jaipur|IN Lucknow|NP Kathmandu|LK Colombo|MM Yangon|LA Vientiane|KH Phnom Penh|ID Surabaya|ID Medan|ID Makassar|PH Cebu City|PH Davao|MY Kota Kinabalu|BN Bandar Seri Begawan
CN Wuhan|CN Xi’an|CN Shenzhen|CN Nanjing|CN Chongqing|CN Tianjin|CN Shenyang|CN Harbin|CN Kunming|CN Lhasa|CN Lanzhou|KR Busan|KP Pyongyang|JP Sapporo|JP Fukuoka|JP Nagoya|JP Hiroshima|JP Sendai
AU Adelaide|AU Hobart|AU Canberra|AU Cairns|AU Alice Springs|NZ Wellington|NZ Christchurch|NZ Dunedin`;

const split = (/** @type {string} */ text) => text.trim().split(/[|\n]/);

/** @type {ReadonlyMap<string, number>} */
export const WELL_KNOWN = new Map([
  ...split(SECOND).map((key) => /** @type {const} */ ([key, 1])),
  ...split(FIRST).map((key) => /** @type {const} */ ([key, 0])),
]);
