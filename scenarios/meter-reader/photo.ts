/** A photo of one digit of a meter, as bytes: how the meter looks, how the shot was taken, what the camera makes of it. */
import type { Picture } from '../../datasets/camera.ts';
import { categorical } from '../../datasets/distributions.ts';
import type { Rng } from '../../datasets/rng.ts';
import { inkAt, type Typeface, typefaces } from './glyphs.ts';

const HEIGHT = 14;
const WIDTH = 10;
const CHANNELS = 3;

/** 0 to 255 each. */
type Colour = readonly [red: number, green: number, blue: number];

/** What stays the same in every photo of a meter. */
export interface Look {
  typeface: Typeface;
  /** Displays show whole digits, drums also roll from one to the next. */
  display: boolean;
  ground: Colour;
  digit: Colour;
  /** Height of a digit as a share of the picture's. */
  size: number;
  /** A smear on the glass: place and reach as shares of the picture, and how much light it takes. */
  dirt: { x: number; y: number; reach: number; strength: number };
}

/** A camera model. Noise is in bytes, blur in pixels, tilt and shift are the most there are (half angle's tangent, pixels). */
export interface Camera {
  name: string;
  noise: number;
  blur: number;
  tilt: number;
  shift: number;
  /** Factor by channel. */
  balance: Colour;
}

/** What one press of the button has in common for all digits of the meter. */
export interface Shot {
  tilt: number;
  shift: Point;
  zoom: number;
  /** Overall light, and how it changes from left to right and from top to bottom. */
  light: number;
  across: number;
  down: number;
  /** A reflection: place, reach and bytes that it adds at its centre; 0 where there is none. */
  glare: { x: number; y: number; reach: number; strength: number };
}
type Point = readonly [x: number, y: number];

const PALETTES: readonly { share: number; display: boolean; ground: Colour; digit: Colour }[] = [
  { share: 0.43, display: false, ground: [30, 30, 32], digit: [226, 224, 214] },
  { share: 0.19, display: false, ground: [150, 40, 34], digit: [236, 226, 214] },
  // Amber on blue: light against dark in red, dark against light in blue.
  { share: 0.38, display: true, ground: [26, 62, 148], digit: [232, 118, 36] },
];

const pickPalette = categorical(PALETTES.map(({ share }) => share));

/** From -reach to reach, dense in the middle. */
const about = (rng: Rng, reach: number): number => reach * (rng.uniform() + rng.uniform() - 1);
const between = (rng: Rng, low: number, high: number): number => low + (high - low) * rng.uniform();

/** Draws how a meter looks. */
export function drawLook(rng: Rng): Look {
  const kinds = typefaces();
  const palette = PALETTES[pickPalette(rng)] as (typeof PALETTES)[number];
  const shade = about(rng, 24);
  const tinted = (colour: Colour): Colour => colour.map((part) => part + shade + about(rng, 14)) as unknown as Colour;
  return {
    typeface: palette.display ? kinds.display : (kinds.drums[rng.below(kinds.drums.length)] as Typeface),
    display: palette.display,
    ground: tinted(palette.ground),
    digit: tinted(palette.digit),
    size: between(rng, 0.62, 0.8),
    dirt: {
      x: rng.uniform(),
      y: rng.uniform(),
      reach: between(rng, 0.15, 0.5),
      strength: rng.uniform() < 0.25 ? between(rng, 0.2, 0.7) : 0,
    },
  };
}

/** Draws the circumstances of a photo. */
export function drawShot(rng: Rng, camera: Camera): Shot {
  const dim = rng.uniform() < 0.12;
  return {
    tilt: about(rng, camera.tilt),
    shift: [about(rng, camera.shift), about(rng, camera.shift)],
    zoom: between(rng, 0.88, 1.12),
    light: dim ? between(rng, 0.35, 0.55) : between(rng, 0.7, 1.1),
    across: about(rng, 0.3),
    down: about(rng, 0.3),
    glare: {
      x: rng.uniform(),
      y: rng.uniform(),
      reach: between(rng, 0.15, 0.4),
      strength: rng.uniform() < 0.12 ? between(rng, 90, 230) : 0,
    },
  };
}

/** 1 at the centre of a spot, 0 at its edge and beyond. */
function spot(x: number, y: number, reach: number): number {
  const far = (x * x + y * y) / (reach * reach);
  return far >= 1 ? 0 : (1 - far) * (1 - far);
}

/** Steps from a digit of a drum to the next one, in heights of a digit. */
const PITCH = 1.3;

/**
 * Draws one digit as the sensor sees it, 14 x 10 pixels of red, green and blue.
 * @param roll how far a drum has gone on to the next digit, 0 to 1
 */
export function takePhoto(
  rng: Rng,
  what: { look: Look; shot: Shot; camera: Camera; digit: number; roll: number },
): Picture {
  const { look, shot, camera, digit, roll } = what;
  const { tilt, zoom, glare } = shot;
  const [cos, sin] = [(1 - tilt * tilt) / (1 + tilt * tilt), (2 * tilt) / (1 + tilt * tilt)];
  const [dx, dy] = [shot.shift[0] + about(rng, 0.5), shot.shift[1] + about(rng, 0.5)];
  const high = HEIGHT * look.size * zoom;
  const wide = high * 0.62;
  const mask = look.typeface[digit];
  const next = look.typeface[(digit + 1) % 10];
  if (!mask || !next) throw new Error(`${digit} is no digit`);
  const ink = (column: number, row: number): number => {
    const [px, py] = [column - WIDTH / 2 - dx, row - HEIGHT / 2 - dy];
    const x = (cos * px + sin * py) / wide + 0.5;
    const y = (cos * py - sin * px) / high + 0.5 + roll * PITCH;
    return y < (1 + PITCH) / 2 ? inkAt(mask, x, y) : inkAt(next, x, y - PITCH);
  };
  const step = camera.blur / 4 + 0.25;
  const bytes = new Uint8Array(HEIGHT * WIDTH * CHANNELS);
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < WIDTH; column++) {
      const [x, y] = [column + 0.5, row + 0.5];
      const alpha =
        (ink(x - step, y - step) + ink(x + step, y - step) + ink(x - step, y + step) + ink(x + step, y + step)) / 4;
      const [u, v] = [x / WIDTH, y / HEIGHT];
      const dirt = 1 - look.dirt.strength * spot(u - look.dirt.x, v - look.dirt.y, look.dirt.reach);
      const light = shot.light * (1 + shot.across * (u - 0.5) + shot.down * (v - 0.5)) * dirt;
      const shine = glare.strength * spot(u - glare.x, v - glare.y, glare.reach);
      const grain = about(rng, camera.noise * 1.6);
      for (let channel = 0; channel < CHANNELS; channel++) {
        const ground = look.ground[channel] as number;
        const paint = ground + alpha * ((look.digit[channel] as number) - ground);
        const value = paint * light * (camera.balance[channel] as number) + shine + grain + about(rng, camera.noise);
        bytes[(row * WIDTH + column) * CHANNELS + channel] = Math.min(255, Math.max(0, Math.round(value)));
      }
    }
  return { height: HEIGHT, width: WIDTH, channels: CHANNELS, bytes };
}
