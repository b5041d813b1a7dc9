/** How a picture lies in a frame: `zoom` 1 fills it, x and y are where the picture's corner is, in pixels of the frame. */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { zoom: 1, x: 0, y: 0 };

/** The same point of the picture stays at `at`, as far as the picture covers the frame. */
export function zoomTo(view: View, zoom: number, at: { readonly x: number; readonly y: number }, frame: Size): View {
  const factor = zoom / view.zoom;
  return covering({ zoom, x: at.x - (at.x - view.x) * factor, y: at.y - (at.y - view.y) * factor }, frame);
}

export function panBy(view: View, dx: number, dy: number, frame: Size): View {
  return covering({ ...view, x: view.x + dx, y: view.y + dy }, frame);
}

/** No edge of the picture comes inside the frame; a picture smaller than the frame lies in its middle. */
function covering({ zoom, x, y }: View, { width, height }: Size): View {
  return { zoom, x: within(x, width * (1 - zoom)), y: within(y, height * (1 - zoom)) };
}

function within(offset: number, room: number): number {
  return room > 0 ? room / 2 : Math.min(0, Math.max(room, offset));
}
