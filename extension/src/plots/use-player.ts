/** Plays a sound and says every frame where it is. Without a sound it is a cursor that can be put somewhere. */
import * as React from 'react';

export interface Player {
  audio: React.RefObject<HTMLAudioElement>;
  isPlaying: boolean;
  /** Seconds from the start. */
  at: number;
  toggle: () => void;
  seek: (second: number) => void;
}

export function usePlayer(seconds: number): Player {
  const audio = React.useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = React.useState(false);
  const [at, setAt] = React.useState(0);

  React.useEffect(() => {
    const node = audio.current;
    if (node === null) return;
    const started = () => setPlaying(true);
    const stopped = () => setPlaying(false);
    node.addEventListener('play', started);
    node.addEventListener('pause', stopped);
    node.addEventListener('ended', stopped);
    return () => {
      node.removeEventListener('play', started);
      node.removeEventListener('pause', stopped);
      node.removeEventListener('ended', stopped);
      node.pause();
    };
  }, []);
  React.useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const follow = () => {
      setAt(audio.current?.currentTime ?? 0);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);

  const toggle = () => {
    const node = audio.current;
    if (node === null) return;
    if (!node.paused) node.pause();
    // A browser that refuses to play leaves the button as it was; nothing else is lost.
    else void node.play().catch(() => setPlaying(false));
  };
  const seek = (second: number) => {
    const to = Math.min(seconds, Math.max(0, second));
    if (audio.current) audio.current.currentTime = to;
    setAt(to);
  };
  return { audio, isPlaying, at, toggle, seek };
}
