import { distance } from 'fastest-levenshtein';
import { timeZoneNames } from './time-zone-names';

const known: ReadonlySet<string> = new Set(timeZoneNames);

/** Common abbreviations, with a time zone that uses each of them. */
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

/**
 * Names of cities and of regions of the United States, by time zone. The time zone database does not have these names.
 */
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
 * Explains why a name is not a time zone of EventBridge Scheduler, with a suggestion.
 *
 * @param name - The name. A valid name has the same upper and lower case as in the IANA database.
 * @returns `undefined` if the name is valid.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones
 */
export function explainInvalidTimeZone(name: string): string | undefined {
  if (known.has(name)) return undefined;
  const place = abbreviations.get(name.toUpperCase());
  if (place !== undefined) return `${explainAbbreviation(name.toUpperCase())}; write a name such as ${place}`;
  if (/^(UTC|GMT|Z)? ?[+-]?\d/i.test(name) || /^(UTC|GMT) ?[+-]/i.test(name)) return explainOffset(name);
  const suggestion = suggestTimeZone(name);
  return `a time zone must be a name of the IANA database${suggestion === undefined ? ', such as America/New_York' : `; did you mean ${suggestion}?`}`;
}

/** Abbreviations that are old names of the IANA database without daylight saving time, with their offset from UTC. */
const fixedOffsets: ReadonlyMap<string, number> = new Map([
  ['EST', -5],
  ['MST', -7],
  ['HST', -10],
]);

/** Abbreviations that are old names of the IANA database: of zones with daylight saving time, or of a country (`ROC`). */
const oldNames = /^(CET|MET|EET|WET|EST5EDT|CST6CDT|MST7MDT|PST8PDT|ROC)$/;

function explainAbbreviation(name: string): string {
  const offset = fixedOffsets.get(name);
  if (offset !== undefined) return `${name} is UTC${offset} all year, without daylight saving time`;
  if (oldNames.test(name))
    return `${name} is an old name of the IANA database, and this program rejects it because AWS does not document it`;
  return 'an abbreviation is not a name of the IANA database';
}

/** Whether a name is one of the names of UTC in the IANA database. */
export function isUtc(zone: string): boolean {
  return /^(Etc\/)?(UTC|UCT|Universal|Zulu|Greenwich|GMT([+-]?0)?)$/.test(zone);
}

/** Explains why an offset is invalid, and suggests a zone. The sign of Etc/GMT±n is inverted: it counts hours to the west. */
function explainOffset(name: string): string {
  const [, sign = '', hours = '', minutes = '00'] = /([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name) ?? [];
  const zone = `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}`;
  const hint =
    hours !== '' && minutes === '00' && known.has(zone) ? `, or ${zone} (its sign is inverted)` : '';
  return `an offset is not a time zone; write a name such as America/New_York${hint}`;
}

function suggestTimeZone(name: string): string | undefined {
  const normalized = name.trim().replaceAll(' ', '_').toLowerCase();
  if (normalized === '') return undefined;
  const exact = timeZoneNames.find((zone) => zone.toLowerCase() === normalized) ?? zoneOfPlace(normalized);
  if (exact !== undefined) return exact;
  const [, area = '', place = ''] =
    /^(?:(.*)\/)?(.*?)(?:_(?:standard|daylight))?(?:_time)?$/.exec(normalized) ?? [];
  const city = Object.entries(citiesByZone).find(([, places]) => places.split('|').includes(place));
  if (city !== undefined && place !== '') return city[0];
  return nearestPlace(area, place);
}

/**
 * Finds the time zone of a place that is written without its area: `london` for `Europe/London`. Does not find old
 * names such as `Canada/Pacific`.
 */
function zoneOfPlace(place: string): string | undefined {
  return timeZoneNames.find(
    (zone) =>
      zone.toLowerCase().endsWith(`/${place}`) &&
      /^(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(zone),
  );
}

/** Finds the time zone with the most similar area and place. If the area is empty, only the place is compared. */
function nearestPlace(area: string, place: string): string | undefined {
  const [zone] = timeZoneNames
    .flatMap((zoneName): readonly (readonly [string, number])[] => {
      const [, knownArea = '', knownPlace = ''] = /^(?:(.*)\/)?(.*)$/.exec(zoneName.toLowerCase()) ?? [];
      const difference = distance(place, knownPlace) + (area === '' ? 0 : distance(area, knownArea));
      return difference <= Math.min(2, Math.floor(place.length / 4)) ? [[zoneName, difference]] : [];
    })
    .sort(([, a], [, b]) => a - b)[0] ?? [undefined];
  return zone;
}
