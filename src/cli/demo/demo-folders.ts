/** What a demo works with. */
export interface DemoFolders {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** For files in between; removed at the end. */
  readonly work: string;
  /** For what is shown. */
  readonly output: string;
}
