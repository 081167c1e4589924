import { start } from './editor/start';

start(document);
document.addEventListener('hall:better', (event) => start((event as CustomEvent<ParentNode>).detail));
