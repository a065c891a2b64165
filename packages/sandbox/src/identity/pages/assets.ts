/** The look of the portal, without its fonts: the sandbox loads nothing from elsewhere. */
export const STYLE_SHEET = `
:root {
  color-scheme: light dark;
  --page: #fbfbfc; --card: #ffffff; --line: #e5e7ea; --control: #868e99; --text: #16191d; --quiet: #59616d;
  --brand: #0b6780; --on-brand: #ffffff; --note: #fdf3e1; --on-note: #6b4000; --note-line: #e6c48f;
  --error: #b92c2c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1113; --card: #15181b; --line: #272b31; --control: #6b737e; --text: #edeff2; --quiet: #9ca5b1;
    --brand: #62c4dc; --on-brand: #06222b; --note: #2b2010; --on-note: #e5b062; --note-line: #57401a;
    --error: #ff8f8a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; background: var(--page); color: var(--text);
  font: 16px/1.5 'Inter Variable', Inter, system-ui, sans-serif;
}
.note {
  margin: 0; padding: 10px 16px; background: var(--note); color: var(--on-note);
  border-bottom: 1px solid var(--note-line); text-align: center; font-size: 14px;
}
main { max-width: 480px; margin: 0 auto; padding: 32px 16px 48px; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 32px 0 8px; font-size: 18px; }
p { margin: 0 0 16px; }
.quiet { color: var(--quiet); }
code { font-family: 'JetBrains Mono Variable', ui-monospace, monospace; font-size: 0.93em; overflow-wrap: anywhere; }
a { color: var(--brand); }
ul { list-style: none; margin: 0 0 24px; padding: 0; display: grid; gap: 8px; }
.person {
  display: block; width: 100%; padding: 12px 14px; text-align: left; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 8px;
}
button.person { cursor: pointer; }
button.person:hover { border-color: var(--brand); }
button.person[aria-pressed='true'] { border-color: var(--brand); box-shadow: inset 0 0 0 1px var(--brand); }
.person strong, .person span { display: block; overflow-wrap: anywhere; }
.person span { font-size: 14px; color: var(--quiet); }
.changes { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; margin-top: 8px; }
.changes button {
  margin-left: auto; min-height: 32px; padding: 0 14px; font: inherit; font-size: 14px; cursor: pointer;
  border: 1px solid var(--control); border-radius: 8px; background: transparent; color: inherit;
}
label { display: block; margin: 0 0 4px; font-size: 14px; font-weight: 600; }
label.box { display: flex; align-items: center; gap: 6px; margin: 0; min-height: 32px; font-weight: 400; }
label.box input { width: 18px; height: 18px; margin: 0; accent-color: var(--brand); }
input {
  width: 100%; height: 44px; margin: 0 0 16px; padding: 0 12px; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--control); border-radius: 8px;
}
.hint { margin: -10px 0 20px; font-size: 14px; color: var(--quiet); }
.error { color: var(--error); font-weight: 600; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; }
.actions button {
  flex: 1 1 auto; min-height: 44px; padding: 0 20px; font: inherit; font-weight: 600; cursor: pointer;
  border: 1px solid var(--brand); border-radius: 8px; background: var(--brand); color: var(--on-brand);
}
.actions button.second { flex: 0 1 auto; background: transparent; color: var(--brand); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
`;

/** A click on a person fills in the name; without scripts it is typed. */
export const SIGN_IN_SCRIPT = `
const name = document.getElementById('name');
const people = document.querySelectorAll('button.person');
const mark = () => people.forEach(p => p.setAttribute('aria-pressed', String(p.dataset.name === name.value)));
people.forEach(p => p.addEventListener('click', () => {
  name.value = p.dataset.name;
  mark();
  document.getElementById('password').focus();
}));
name.addEventListener('input', mark);
mark();
`;
