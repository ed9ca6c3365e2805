/** The editors' desk: fills the shell that the server sends with the page it names. */
import { start } from './desk/start';

void start(document);
