#!/usr/bin/env bash
# software.amazon.event.ruler:event-ruler 1.8.1 (Maven), the matcher behind EventBridge: for one pattern and one event, about
# half of the answers are "match" and half "no match", in one JVM, each with a new Ruler. The field "amount" has a literal, a
# numeric matcher and a suffix, and a second field follows it. By the documentation, the event matches: its amount is the
# literal. Without the numeric matcher, every answer is "match". A test that uses event-ruler once can therefore fail or
# pass by chance; ask more than once.
#
# Seen: 300 answers for each pattern, with Java 17: "with numeric: 141 match, 159 not" (the counts vary with the JVM),
# "without numeric: 300 match, 0 not".
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
    String event = "{\"amount\":\"unpaid\",\"kind\":\"order\"}";
    for (String pattern : arguments) {
      int matches = 0;
      for (int count = 0; count < 300; count += 1) if (Ruler.matchesRule(event, pattern)) matches += 1;
      System.out.println(matches);
    }
  }
}
JAVA
mapfile -t matches < <(java -cp 'libraries/*' Match.java \
  '{"amount":["unpaid",{"numeric":["<=",1]},{"suffix":"-due"}],"kind":["order"]}' \
  '{"amount":["unpaid",{"suffix":"-due"}],"kind":["order"]}')
printf 'with numeric: %s match, %s not\n' "${matches[0]}" "$((300 - matches[0]))"
printf 'without numeric: %s match, %s not\n' "${matches[1]}" "$((300 - matches[1]))"
[ "${matches[0]}" -gt 0 ] && [ "${matches[0]}" -lt 300 ] && [ "${matches[1]}" -eq 300 ]
