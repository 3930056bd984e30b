import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Ruler;

/** Reads {"pattern": …, "event": …}, a line each, and says of each what AWS's matcher says: yes, no, or refused. */
public class Match {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode asked = json.readTree(line);
      String pattern = json.writeValueAsString(asked.get("pattern"));
      String answer;
      try {
        answer = Ruler.matchesRule(json.writeValueAsString(asked.get("event")), pattern) ? "yes" : "no";
      } catch (Exception refused) {
        answer = "refused";
      }
      out.println(answer);
    }
    out.flush();
  }
}
