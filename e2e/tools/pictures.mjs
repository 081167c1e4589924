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
  await tab.page.locator(`input[type=file][name="${field}"]`).setInputFiles(await picture(tab, width, height));
  // Where the shape is free nothing is asked; the page only makes the picture narrower.
  const asks = await tab.page.locator(`input[type=file][name="${field}"]`).getAttribute('data-crop');
  if (!asks) return void (await tab.page.waitForTimeout(1_500));
  const confirm = tab.page.getByRole('button', { name: '使用这张图片' });
  await confirm.waitFor();
  await confirm.click();
  await confirm.waitFor({ state: 'hidden' });
}
