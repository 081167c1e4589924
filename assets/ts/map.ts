import { atlas } from './atlas';
import { pick } from './pick';

function start(root: ParentNode): void {
  atlas(root);
  pick(root);
}

start(document);
document.addEventListener('hall:better', (event) => start((event as CustomEvent<ParentNode>).detail));
