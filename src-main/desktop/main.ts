/** The desktop app's table of contents. */
import { app } from 'electron';

await app.whenReady();
