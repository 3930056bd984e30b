import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Ruler;

/** Reads lines with {"pattern": …, "event": …}, and prints the result of each: match, no match, or invalid pattern. */
public class Match {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode request = json.readTree(line);
      String pattern = json.writeValueAsString(request.get("pattern"));
      String result;
      try {
        result = Ruler.matchesRule(json.writeValueAsString(request.get("event")), pattern) ? "match" : "no match";
      } catch (Exception invalid) {
        result = "invalid pattern";
      }
      out.println(result);
    }
    out.flush();
  }
}
