import type { ComponentChildren } from 'preact';

/** Something that went wrong, told at once to those who listen. */
export function Notice({ title, children }: { readonly title?: string; readonly children: ComponentChildren }) {
  return (
    <div class="notice" role="alert">
      {title === undefined ? null : <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  );
}
