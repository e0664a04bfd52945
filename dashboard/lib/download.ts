/** Hands a text to the browser as a file to save. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // After the click has been taken up; Safari reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
