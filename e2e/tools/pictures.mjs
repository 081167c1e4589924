// Pictures to upload, taken from the screen so that no file has to be kept.

/** A picture of this size as a file to choose. */
export async function picture(tab, width, height, name = 'picture.png') {
  const page = await tab.page.context().newPage();
  await page.setViewportSize({ width, height });
  await page.goto(`${tab.stage.hall}/`);
  const buffer = await page.screenshot({ type: 'png' });
  await page.close();
  return { name, mimeType: 'image/png', buffer };
}

/** Chooses a picture for a field and confirms how the page crops it. */
export async function choosePicture(tab, field, width, height) {
  const input = tab.page.locator(`input[type=file][name="${field}"]`);
  await tab.choose(input, await picture(tab, width, height));
  // Where the shape is free nothing is asked; the page only makes the picture narrower. Nobody waits for the page's work
  // on the picture: a form that is sent meanwhile is held back by the page.
  // Without the script the server crops.
  if (!tab.way.script || !(await input.getAttribute('data-crop'))) return;
  const confirm = tab.page.locator('dialog.crop .btn-primary');
  await confirm.waitFor();
  if (tab.way.keyboard) await tab.page.keyboard.press('ArrowLeft');
  await tab.act(confirm);
  await confirm.waitFor({ state: 'hidden' });
  // The dialog is out of sight before it says that it closed: only then does the page give the focus back.
  await tab.page.waitForFunction((element) => document.activeElement === element, await input.elementHandle());
  // The cut picture takes its place beside the field and moves what follows: whoever goes on by Tab sees that first.
  if (tab.way.keyboard) await tab.page.waitForFunction((element) => !element.hasAttribute('aria-busy'), await input.elementHandle());
}
