import { fresh } from './page';

/** Menus on <details>: Esc, a press elsewhere and the leaving focus close them. */
function menus(root: ParentNode): void {
  for (const menu of fresh<HTMLDetailsElement>(root, 'details.menu', 'menu')) {
    const close = () => (menu.open = false);
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.stopPropagation();
      close();
      menu.querySelector('summary')?.focus();
    });
    menu.addEventListener('focusout', (event) => {
      if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close();
    });
    document.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Node && !menu.contains(event.target)) close();
    });
  }
}

/** Drawers open by `:target` alone; here they also close on Esc, keep the address clean and give the focus back. */
function drawers(root: ParentNode): void {
  for (const drawer of fresh<HTMLElement>(root, '[data-drawer][id]', 'drawer')) {
    let opener: HTMLElement | null = null;
    const close = () => {
      drawer.classList.remove('open');
      opener?.focus();
      opener = null;
    };
    document.addEventListener('click', (event) => {
      const at = event.target instanceof Element ? event.target : null;
      const link = at?.closest<HTMLAnchorElement>(`a[href="#${drawer.id}"]`);
      if (link) {
        event.preventDefault();
        opener = link;
        drawer.classList.add('open');
        drawer.querySelector<HTMLElement>('a, button')?.focus();
      } else if (drawer.classList.contains('open') && (!at?.closest(`#${drawer.id}`) || at.closest('.desk-menu-close'))) {
        event.preventDefault();
        close();
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && drawer.classList.contains('open')) close();
    });
    drawer.addEventListener('focusout', (event) => {
      // The focus must not walk behind an open drawer.
      const next = event.relatedTarget;
      if (drawer.classList.contains('open') && next instanceof Node && !drawer.contains(next)) {
        drawer.querySelector<HTMLElement>('a, button')?.focus();
      }
    });
  }
}

export function open(root: ParentNode): void {
  menus(root);
  drawers(root);
}
