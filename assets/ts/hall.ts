import { confirm } from './confirm';
import { counter } from './counter';
import { crop } from './crop';
import { draft } from './draft';
import { hypertext } from './hypertext';
import { open } from './menus';
import { once } from './once';
import { order } from './order';
import { better, use } from './page';
import { pane } from './pane';
import { fileSize, focus, prefs, printAndCopy, reveal, submitOnChange } from './small';
import { session } from './session';
import { sms } from './sms';
import { tags } from './tags';
import { upload } from './upload';

// `confirm` before `once`: what is still being asked has not been sent. `draft` after those that listen to restored values.
use(open, counter, tags, order, crop, draft, confirm, once, upload, sms, submitOnChange, prefs, printAndCopy, reveal, fileSize, session);
hypertext();
better(document);
pane();
focus(document);
