import { distance } from 'fastest-levenshtein';
import { timeZoneNames } from './time-zone-names';

const known: ReadonlySet<string> = new Set(timeZoneNames);

/** What people call time zones, and a place that keeps that time. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ['EST', 'America/New_York'],
  ['EDT', 'America/New_York'],
  ['ET', 'America/New_York'],
  ['EST5EDT', 'America/New_York'],
  ['CST', 'America/Chicago'],
  ['CDT', 'America/Chicago'],
  ['CT', 'America/Chicago'],
  ['CST6CDT', 'America/Chicago'],
  ['MST', 'America/Denver'],
  ['MDT', 'America/Denver'],
  ['MT', 'America/Denver'],
  ['MST7MDT', 'America/Denver'],
  ['PST', 'America/Los_Angeles'],
  ['PDT', 'America/Los_Angeles'],
  ['PT', 'America/Los_Angeles'],
  ['PST8PDT', 'America/Los_Angeles'],
  ['AKST', 'America/Anchorage'],
  ['AKDT', 'America/Anchorage'],
  ['AST', 'America/Puerto_Rico'],
  ['HST', 'Pacific/Honolulu'],
  ['BST', 'Europe/London'],
  ['WET', 'Europe/Lisbon'],
  ['CET', 'Europe/Berlin'],
  ['CEST', 'Europe/Berlin'],
  ['MET', 'Europe/Berlin'],
  ['EET', 'Europe/Athens'],
  ['EEST', 'Europe/Athens'],
  ['IST', 'Asia/Kolkata'],
  ['JST', 'Asia/Tokyo'],
  ['KST', 'Asia/Seoul'],
  ['AEST', 'Australia/Sydney'],
  ['AEDT', 'Australia/Sydney'],
  ['NZST', 'Pacific/Auckland'],
  ['NZDT', 'Pacific/Auckland'],
  ['ROC', 'Asia/Taipei'],
]);

/** Cities that the database has no zone of, and parts of the United States: by the zone whose time they keep. */
const citiesByZone: Readonly<Record<string, string>> = {
  'America/New_York': 'boston|washington|washington_dc|philadelphia|atlanta|miami|east|eastern',
  'America/Chicago': 'dallas|houston|austin|san_antonio|minneapolis|st_louis|central',
  'America/Denver': 'salt_lake_city|albuquerque|mountain',
  'America/Los_Angeles': 'san_francisco|seattle|portland|san_diego|sacramento|las_vegas|pacific',
  'Asia/Kolkata': 'mumbai|bombay|delhi|new_delhi|bangalore|bengaluru|chennai',
  'Asia/Shanghai': 'beijing|peking|shenzhen|guangzhou',
  'Australia/Sydney': 'canberra',
  'Europe/Berlin': 'munich|münchen|frankfurt|hamburg|cologne|köln|bonn',
  'Europe/Zurich': 'geneva|bern|basel',
};

/**
 * Why a name is no time zone of EventBridge Scheduler's, with the one that was probably meant, or `undefined` when it
 * is one: a name of the IANA database, exactly as it is there.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones
 */
export function explainInvalidTimeZone(name: string): string | undefined {
  if (known.has(name)) return undefined;
  const place = abbreviations.get(name.toUpperCase());
  if (place !== undefined)
    return `an abbreviation says nothing of daylight saving; give a place that keeps that time, such as ${place}`;
  if (/^(UTC|GMT|Z)? ?[+-]?\d/i.test(name) || /^(UTC|GMT) ?[+-]/i.test(name)) return offsetReason(name);
  const meant = suggestTimeZone(name);
  return `no time zone of the IANA database${meant === undefined ? ', such as America/New_York' : `; did you mean ${meant}?`}`;
}

/** Whether a zone keeps UTC by another of the names that the database has for it. */
export function isUtc(zone: string): boolean {
  return /^(Etc\/)?(UTC|UCT|Universal|Zulu|Greenwich|GMT([+-]?0)?)$/.test(zone);
}

/** The names Etc/GMT±n count hours west of Greenwich. */
function offsetReason(name: string): string {
  const [, sign = '', hours = '', minutes = '00'] = /([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name) ?? [];
  const zone = `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}`;
  const hint =
    hours !== '' && minutes === '00' && known.has(zone) ? `, or ${zone}, whose sign is turned round` : '';
  return `an offset is no time zone; give a place that keeps that time, such as America/New_York${hint}`;
}

function suggestTimeZone(name: string): string | undefined {
  const written = name.trim().replaceAll(' ', '_').toLowerCase();
  if (written === '') return undefined;
  const exact = timeZoneNames.find((zone) => zone.toLowerCase() === written) ?? placeOf(written);
  if (exact !== undefined) return exact;
  const [, area = '', place = ''] =
    /^(?:(.*)\/)?(.*?)(?:_(?:standard|daylight))?(?:_time)?$/.exec(written) ?? [];
  const kept = Object.entries(citiesByZone).find(([, places]) => places.split('|').includes(place));
  if (kept !== undefined && place !== '') return kept[0];
  return nearestPlace(area, place);
}

/** A place without its area, such as `London`: not one of the old names of countries' parts, `Canada/Pacific`. */
function placeOf(written: string): string | undefined {
  return timeZoneNames.find(
    (zone) =>
      zone.toLowerCase().endsWith(`/${written}`) &&
      /^(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(zone),
  );
}

/** Within the area, or anywhere when none was named: another place that sounds alike is rather not what was meant. */
function nearestPlace(area: string, place: string): string | undefined {
  const [zone] = timeZoneNames
    .flatMap((known): readonly (readonly [string, number])[] => {
      const [, knownArea = '', knownPlace = ''] = /^(?:(.*)\/)?(.*)$/.exec(known.toLowerCase()) ?? [];
      const away = distance(place, knownPlace) + (area === '' ? 0 : distance(area, knownArea));
      return away <= Math.min(2, Math.floor(place.length / 4)) ? [[known, away]] : [];
    })
    .sort(([, a], [, b]) => a - b)[0] ?? [undefined];
  return zone;
}
