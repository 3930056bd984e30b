#!/usr/bin/env bash
# software.amazon.event.ruler:event-ruler 1.8.1 (Maven), the matcher behind EventBridge: a dot in a key and a level of
# nesting are the same. The pattern {"detail": {"order.id": ["7"]}} matches the event {"detail": {"order": {"id": "7"}}},
# and the nested pattern matches an event with the key "order.id". An input path such as $.detail.order.id reads only one
# of the two, so that a rule can match an event in which the path finds nothing.
#
# Seen: "key with a dot, nested event: true", "nested pattern, key with a dot: true", "another value: false".
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
  '{"detail":{"order.id":["7"]}}' '{"detail":{"order":{"id":"7"}}}' \
  '{"detail":{"order":{"id":["7"]}}}' '{"detail":{"order.id":"7"}}' \
  '{"detail":{"order.id":["7"]}}' '{"detail":{"order":{"id":"8"}}}')
printf 'key with a dot, nested event: %s\nnested pattern, key with a dot: %s\nanother value: %s\n' "${answers[@]}"
[ "${answers[*]}" = 'true true false' ]
