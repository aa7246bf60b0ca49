// What moves a page waits until nothing is pressed: under a finger, the wrong answer is chosen, or none.
let isPressed = false;
for (const [name, is] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(name, () => { isPressed = is; }, { capture: true });
}

export async function released() {
  while (isPressed) { await new Promise((wake) => { setTimeout(wake, 50); }); }
}
