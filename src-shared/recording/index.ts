/** What was done by hand, as a scenario; one exchange, for copying. */
export { type CopiedExchange, exchangeAsNc, exchangeAsStep, exchangeAsText } from './copy-exchange.ts';
export { type DoneThing, RECORDING_LIMITS, type RecordingStart } from './done-things.ts';
export { recordScenario } from './record-scenario.ts';
