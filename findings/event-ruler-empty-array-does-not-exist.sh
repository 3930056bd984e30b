#!/usr/bin/env bash
# software.amazon.event.ruler:event-ruler 1.8.1 (Maven), the matcher behind EventBridge: a field that is an empty array
# does not exist. {"exists": true} does not match {"items": []}, and {"exists": false} does. A field that is null exists.
# A rule that starts a job "when the event has items" and one that starts it "when items is missing" therefore both
# treat [] as missing.
#
# Seen: "exists: true, []: false", "exists: false, []: true", "exists: true, null: true".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>software.amazon.event.ruler</groupId>
      <artifactId>event-ruler</artifactId>
      <version>1.8.1</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies -DoutputDirectory=libraries >/dev/null
cat >Match.java <<'JAVA'
import software.amazon.event.ruler.Ruler;

public class Match {
  public static void main(String[] arguments) throws Exception {
    for (int index = 0; index < arguments.length; index += 2)
      System.out.println(Ruler.matchesRule(arguments[index + 1], arguments[index]));
  }
}
JAVA
mapfile -t answers < <(java -cp 'libraries/*' Match.java \
  '{"detail":{"items":[{"exists":true}]}}' '{"detail":{"items":[]}}' \
  '{"detail":{"items":[{"exists":false}]}}' '{"detail":{"items":[]}}' \
  '{"detail":{"items":[{"exists":true}]}}' '{"detail":{"items":null}}')
printf 'exists: true, []: %s\nexists: false, []: %s\nexists: true, null: %s\n' "${answers[@]}"
[ "${answers[*]}" = 'false true true' ]
