/** The mark: a ship's wheel. It takes the colour of the text around it. `size` in pixels. */
export function WheelhouseMark(props: { size?: number; title?: string }) {
  const { size = 20, title } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
      focusable="false"
    >
      <circle cx="12" cy="12" r="7" />
      <path d="M12 1.5v21M1.5 12h21M4.6 4.6l2.6 2.6M16.8 16.8l2.6 2.6M4.6 19.4l2.6-2.6M16.8 7.2l2.6-2.6" />
    </svg>
  );
}
