/** The name of the environment variable that the Google key comes from, for those who read it and those who keep it back. */

/** Never an argument, which every user of the machine could see. */
export const PLACES_KEY_VARIABLE = 'GOOGLE_PLACES_API_KEY';
