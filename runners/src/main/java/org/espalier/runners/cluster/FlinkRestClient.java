package org.espalier.runners.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What we ask a Flink job manager over its REST interface. */
public final class FlinkRestClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String hostPort;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private FlinkRestClient(String hostPort) {
    this.hostPort = hostPort;
  }

  /**
   * A client of the job manager at {@code host:port}; nothing is sent yet.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public static FlinkRestClient at(String hostPort) {
    if (!hostPort.matches("[A-Za-z0-9._-]+:[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "Flink master '" + hostPort + "': must be host:port, such as 127.0.0.1:8081");
    }
    return new FlinkRestClient(hostPort);
  }

  /**
   * The cluster at a glance.
   *
   * @param flinkVersion such as 1.19.3
   * @param taskManagers registered task managers
   * @param slots slots they have
   * @param freeSlots slots no job uses
   * @param runningJobs jobs not yet ended
   */
  public record Overview(
      String flinkVersion, int taskManagers, int slots, int freeSlots, int runningJobs) {}

  /**
   * A job the job manager knows.
   *
   * @param id Flink's hexadecimal number
   * @param name as the driver gave it
   * @param state Flink's word, such as RUNNING or FINISHED
   */
  public record Job(String id, String name, String state) {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");

    /** Whether it will not change any more. */
    public boolean hasEnded() {
      return ENDED.contains(state);
    }
  }

  /** The cluster at a glance, which is also the check that one is there. */
  public Overview overview() throws InterruptedException {
    var answer = get("/overview");
    if (!answer.has("flink-version")) {
      throw new ClusterException("the server at " + hostPort + " is not a Flink job manager");
    }
    return new Overview(
        answer.path("flink-version").asText(),
        answer.path("taskmanagers").asInt(),
        answer.path("slots-total").asInt(),
        answer.path("slots-available").asInt(),
        answer.path("jobs-running").asInt());
  }

  /** All jobs, running and recently ended, in no order. */
  public List<Job> engine() throws InterruptedException {
    var jobs = new ArrayList<Job>();
    for (var job : get("/jobs/overview").path("jobs")) {
      var id = job.path("jid").asText();
      jobs.add(new Job(id, job.path("name").asText(), job.path("state").asText()));
    }
    return jobs;
  }

  /** When each registered task manager was last heard of: its id → milliseconds since 1970. */
  Map<String, Long> heartbeats() throws InterruptedException {
    var heartbeats = new HashMap<String, Long>();
    for (var taskManager : get("/taskmanagers").path("taskmanagers")) {
      // Named as if it were a duration; it is a point in time.
      var heard = taskManager.path("timeSinceLastHeartbeat").asLong();
      heartbeats.put(taskManager.path("id").asText(), heard);
    }
    return heartbeats;
  }

  /**
   * Cancels every running job of a name and waits for their end: a killed driver leaves its job
   * behind.
   *
   * @return how many there were
   */
  public int cancel(String jobName) throws InterruptedException {
    var running = running(jobName);
    for (var job : running) {
      send("PATCH", "/jobs/" + job.id() + "?mode=cancel");
    }
    var deadline = System.nanoTime() + CANCEL_PATIENCE.toNanos();
    while (!running(jobName).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "job " + jobName + " at " + hostPort + " does not end when cancelled");
      }
      Thread.sleep(200);
    }
    return running.size();
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private List<Job> running(String jobName) throws InterruptedException {
    return engine().stream().filter(job -> !job.hasEnded() && job.name().equals(jobName)).toList();
  }

  private JsonNode get(String path) throws InterruptedException {
    return send("GET", path);
  }

  private JsonNode send(String method, String path) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + hostPort + path))
            .method(method, BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new ClusterException(
            "the job manager at %s answers %s %s with status %d"
                .formatted(hostPort, method, path, response.statusCode()));
      }
      return JSON.readTree(response.body());
    } catch (IOException failed) {
      var reason = Objects.requireNonNullElse(failed.getMessage(), "connection refused");
      throw new ClusterException(
          "no Flink job manager answers at " + hostPort + ": " + reason, failed);
    }
  }
}
