// Makes a file of what the server has written down, and saves it.
watch("value", () => {
  const made = element.querySelector("[data-file]");
  if (!made) return;
  const bytes = Uint8Array.from(atob(made.dataset.file), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  Object.assign(document.createElement("a"), { href: address, download: made.dataset.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
});
