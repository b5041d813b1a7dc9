/** Two videos that show the same moment, always. The first one leads. */
export interface Pair {
  readonly play: () => Promise<void>;
  readonly pause: () => void;
  /** Resolves when both show it; the last call wins. */
  readonly show: (seconds: number) => Promise<void>;
  /** To be called for every picture that is drawn while they play. */
  readonly align: () => void;
}

/** Further apart than this, catching up would be seen for longer than a jump. */
const JUMP_SECONDS = 0.2;
const MOST_CORRECTION = 0.15;

export function playInStep(leader: HTMLVideoElement, follower: HTMLVideoElement): Pair {
  let wanted: number | null = null;
  let seeking: Promise<void> | null = null;

  const seekBoth = async (): Promise<void> => {
    while (wanted !== null) {
      const seconds = wanted;
      wanted = null;
      await Promise.all([seek(leader, seconds), seek(follower, seconds)]);
    }
    seeking = null;
  };

  return {
    play: async () => {
      follower.currentTime = leader.currentTime;
      await Promise.all([leader.play(), follower.play()]);
    },
    pause: () => {
      leader.pause();
      follower.pause();
    },
    show: (seconds) => {
      wanted = seconds;
      seeking ??= seekBoth();
      return seeking;
    },
    align: () => {
      const ahead = follower.currentTime - leader.currentTime;
      if (Math.abs(ahead) > JUMP_SECONDS) follower.currentTime = leader.currentTime;
      const correction = Math.max(-MOST_CORRECTION, Math.min(MOST_CORRECTION, ahead * 2));
      follower.playbackRate = leader.playbackRate * (1 - correction);
    },
  };
}

function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  if (video.currentTime === seconds && !video.seeking) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      video.removeEventListener('seeked', end);
      video.removeEventListener('error', end);
      resolve();
    };
    video.addEventListener('seeked', end);
    video.addEventListener('error', end);
    video.currentTime = seconds;
  });
}
