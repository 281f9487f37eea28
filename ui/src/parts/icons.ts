/** The icons in use, by meaning. A meaning has one icon everywhere. */
import AlertIcon from "@lucide/svelte/icons/circle-alert";
import BackIcon from "@lucide/svelte/icons/arrow-left";
import BinIcon from "@lucide/svelte/icons/trash";
import BrushIcon from "@lucide/svelte/icons/palette";
import CheckIcon from "@lucide/svelte/icons/check";
import ChevronIcon from "@lucide/svelte/icons/chevron-down";
import ClapIcon from "@lucide/svelte/icons/clapperboard";
import ClockIcon from "@lucide/svelte/icons/clock";
import CloseIcon from "@lucide/svelte/icons/x";
import CommentIcon from "@lucide/svelte/icons/message-circle";
import ConfirmedIcon from "@lucide/svelte/icons/circle-check";
import CopyIcon from "@lucide/svelte/icons/copy";
import DataIcon from "@lucide/svelte/icons/database";
import DownIcon from "@lucide/svelte/icons/arrow-down";
import DraftIcon from "@lucide/svelte/icons/square-pen";
import EyeIcon from "@lucide/svelte/icons/eye";
import FailedIcon from "@lucide/svelte/icons/circle-x";
import FilmIcon from "@lucide/svelte/icons/film";
import FolderIcon from "@lucide/svelte/icons/folder-open";
import GearIcon from "@lucide/svelte/icons/settings";
import GlobeIcon from "@lucide/svelte/icons/globe";
import HashIcon from "@lucide/svelte/icons/hash";
import HeartIcon from "@lucide/svelte/icons/heart";
import HelpIcon from "@lucide/svelte/icons/circle-question-mark";
import HourglassIcon from "@lucide/svelte/icons/hourglass";
import InboxIcon from "@lucide/svelte/icons/inbox";
import InfoIcon from "@lucide/svelte/icons/info";
import KeyIcon from "@lucide/svelte/icons/key-round";
import KeyboardIcon from "@lucide/svelte/icons/keyboard";
import LaptopIcon from "@lucide/svelte/icons/laptop";
import ListIcon from "@lucide/svelte/icons/list";
import LockIcon from "@lucide/svelte/icons/lock";
import MentionIcon from "@lucide/svelte/icons/at-sign";
import MissingIcon from "@lucide/svelte/icons/file-question-mark";
import MoonIcon from "@lucide/svelte/icons/moon";
import NextIcon from "@lucide/svelte/icons/arrow-right";
import OfflineIcon from "@lucide/svelte/icons/cloud-off";
import OutIcon from "@lucide/svelte/icons/external-link";
import PauseIcon from "@lucide/svelte/icons/pause";
import PeopleIcon from "@lucide/svelte/icons/users";
import PhoneIcon from "@lucide/svelte/icons/smartphone";
import PlayIcon from "@lucide/svelte/icons/play";
import PlusIcon from "@lucide/svelte/icons/plus";
import PracticeIcon from "@lucide/svelte/icons/flask-conical";
import RefreshIcon from "@lucide/svelte/icons/refresh-cw";
import SearchIcon from "@lucide/svelte/icons/search";
import SendIcon from "@lucide/svelte/icons/send";
import ShareIcon from "@lucide/svelte/icons/forward";
import ShieldIcon from "@lucide/svelte/icons/shield";
import SoundIcon from "@lucide/svelte/icons/volume-2";
import SilentIcon from "@lucide/svelte/icons/volume-x";
import SavedIcon from "@lucide/svelte/icons/bookmark";
import StorageIcon from "@lucide/svelte/icons/hard-drive";
import SunIcon from "@lucide/svelte/icons/sun";
import TodoIcon from "@lucide/svelte/icons/circle";
import UpIcon from "@lucide/svelte/icons/arrow-up";
import UploadIcon from "@lucide/svelte/icons/upload";
import WarningIcon from "@lucide/svelte/icons/triangle-alert";

export const icons = {
  alert: AlertIcon,
  back: BackIcon,
  bin: BinIcon,
  brush: BrushIcon,
  check: CheckIcon,
  chevron: ChevronIcon,
  clock: ClockIcon,
  close: CloseIcon,
  comment: CommentIcon,
  confirmed: ConfirmedIcon,
  copy: CopyIcon,
  data: DataIcon,
  down: DownIcon,
  draft: DraftIcon,
  eye: EyeIcon,
  failed: FailedIcon,
  film: FilmIcon,
  folder: FolderIcon,
  gear: GearIcon,
  globe: GlobeIcon,
  hash: HashIcon,
  heart: HeartIcon,
  help: HelpIcon,
  hourglass: HourglassIcon,
  inbox: InboxIcon,
  info: InfoIcon,
  key: KeyIcon,
  keyboard: KeyboardIcon,
  laptop: LaptopIcon,
  list: ListIcon,
  lock: LockIcon,
  mention: MentionIcon,
  missing: MissingIcon,
  moon: MoonIcon,
  offline: OfflineIcon,
  on: NextIcon,
  out: OutIcon,
  pause: PauseIcon,
  people: PeopleIcon,
  phone: PhoneIcon,
  play: PlayIcon,
  plus: PlusIcon,
  practice: PracticeIcon,
  refresh: RefreshIcon,
  saved: SavedIcon,
  search: SearchIcon,
  send: SendIcon,
  share: ShareIcon,
  shield: ShieldIcon,
  silent: SilentIcon,
  sound: SoundIcon,
  storage: StorageIcon,
  sun: SunIcon,
  todo: TodoIcon,
  up: UpIcon,
  upload: UploadIcon,
  videos: ClapIcon,
  warning: WarningIcon,
} as const;

export type IconName = keyof typeof icons;

/** Icons that point somewhere and turn round in right-to-left text. */
export const pointing: ReadonlySet<IconName> = new Set<IconName>(["back", "on", "send", "share", "out"]);
