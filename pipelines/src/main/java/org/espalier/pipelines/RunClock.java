package org.espalier.pipelines;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.espalier.transforms.files.DamagedFileException;

/**
 * How long a run has taken, over all processes that have worked on it: {@code processes.json} has
 * one entry a process. A killed process loses the seconds since its last note.
 */
public final class RunClock {

  private static final Duration PACE = Duration.ofSeconds(5);
  private static final String REMEDY =
      "delete it: only the durations of earlier processes are lost";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A process that has worked on the run.
   *
   * @param startedAt when, milliseconds since 1970-01-01 UTC
   * @param seconds how long, as far as it has noted
   */
  record Worked(@JsonProperty("started_at") long startedAt, double seconds) {}

  private final RunDirectory directory;
  private final LongSupplier nanoTime;
  private final List<Worked> earlier;
  private final long startedAt;
  private final long startNanos;
  private long notedNanos;

  private RunClock(RunDirectory directory, long startedAt, long startNanos, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    this.earlier = read(directory);
    this.startedAt = startedAt;
    this.startNanos = startNanos;
    this.notedNanos = nanoTime.getAsLong();
  }

  /**
   * The clock of a process that starts to work on a run.
   *
   * @param startNanos when it was started, by {@link System#nanoTime}
   */
  public static RunClock start(RunDirectory directory, long startNanos) {
    return start(directory, System.currentTimeMillis(), startNanos, System::nanoTime);
  }

  static RunClock start(
      RunDirectory directory, long startedAt, long startNanos, LongSupplier nanoTime) {
    return new RunClock(directory, startedAt, startNanos, nanoTime);
  }

  /** Seconds that all processes before this one have noted. */
  public static double seconds(RunDirectory directory) {
    return sum(read(directory));
  }

  /** Notes the seconds so far, unless that was done a moment ago. */
  public void tick() {
    if (nanoTime.getAsLong() - notedNanos >= PACE.toNanos()) {
      note();
    }
  }

  /**
   * Notes the seconds so far.
   *
   * @return the seconds of all processes together
   */
  public double note() {
    notedNanos = nanoTime.getAsLong();
    var own = new Worked(startedAt, (notedNanos - startNanos) / 1e9);
    var all = new ArrayList<>(earlier);
    all.add(own);
    try {
      var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("processes", all));
      directory.write(directory.folder().processes(), text + '\n');
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("no JSON for " + all, unwritable);
    }
    return sum(all);
  }

  private static double sum(List<Worked> processes) {
    return processes.stream().mapToDouble(Worked::seconds).sum();
  }

  private static List<Worked> read(RunDirectory directory) {
    var file = directory.folder().processes();
    var processes = new ArrayList<Worked>();
    try {
      var text = directory.text(file);
      if (text.isPresent()) {
        for (JsonNode process : JSON.readTree(text.get()).path("processes")) {
          processes.add(
              new Worked(process.path("started_at").asLong(), process.path("seconds").asDouble()));
        }
      }
      return processes;
    } catch (DamagedFileException damaged) {
      throw damaged.or(REMEDY);
    } catch (JsonProcessingException damaged) {
      throw new DamagedFileException(file, damaged).or(REMEDY);
    }
  }
}
