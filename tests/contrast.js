// Returns the texts on the page whose contrast with what lies behind them is below AA: [text, ratio, colours].
() => {
  const parse = (value) => {
    const numbers = value.match(/[\d.]+(?:e-?\d+)?/g).map(Number);
    const unit = value.startsWith("color(srgb") ? 255 : 1;
    return [numbers[0] * unit, numbers[1] * unit, numbers[2] * unit, numbers[3] ?? 1];
  };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest("script, style, noscript, .unseen, :disabled")) continue;
    const around = [];
    for (let at = element; at; at = at.parentElement) around.push(getComputedStyle(at));
    let behind = [255, 255, 255];
    for (const style of around.toReversed()) behind = over(parse(style.backgroundColor), behind);
    const own = getComputedStyle(element);
    const colour = over(parse(own.color), behind);
    const [high, low] = [light(colour), light(behind)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(own.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(own.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push([text.slice(0, 30), ratio.toFixed(2), own.color, behind.join()]);
  }
  return found;
};
