/**
 * Schemas are walked, not compiled: the page's policy lets no text become code, and trying would be reported. Imported
 * before everything else, because schemas are made when their modules are loaded.
 */
import { config } from 'zod';

config({ jitless: true });
