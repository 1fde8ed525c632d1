package org.espalier.runners.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.espalier.models.program.ListedDevice;
import org.espalier.models.program.VisibleDevices;

/**
 * A Flink cluster on this machine: one job manager and some task managers, each a process of its
 * own with this JVM's class path, on loopback only, under a {@link Supervisor} that outlives the
 * caller. Known by its folder.
 */
public final class LocalCluster {
  private static final Duration BRING_UP = Duration.ofMinutes(2);
  private static final Duration FAREWELL = Duration.ofSeconds(15);
  static final String SUPERVISOR = "supervisor";

  private final ClusterFolder folder;
  private final JavaCommand commands;

  /** The cluster of a folder, running or not. */
  public LocalCluster(Path folder) {
    this.folder = new ClusterFolder(folder);
    this.commands = new JavaCommand(this.folder);
  }

  /** The folder used when none is named: {@code espalier/cluster} in the user's cache folder. */
  public static Path standardFolder() {
    var cache = System.getenv("XDG_CACHE_HOME");
    var base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("espalier").resolve("cluster");
  }

  /**
   * Starts it and waits until all task managers are registered; if they are not within two minutes,
   * stops it again.
   *
   * @throws IllegalArgumentException when one runs in this folder already, or the folder holds
   *     something else
   * @throws ClusterException when it does not come up, naming the folder of its logs
   */
  public ClusterStatus start(ClusterPlan plan) throws IOException, InterruptedException {
    folder.requireOurs();
    Files.createDirectories(folder.path());
    var lock = lock();
    try {
      return startHere(plan);
    } finally {
      lock.close();
    }
  }

  /** How it is, or empty when no process of it lives. */
  public Optional<ClusterStatus> status() throws IOException, InterruptedException {
    var plan = folder.readPlan();
    var living = living();
    if (plan.isEmpty() || living.isEmpty()) {
      return Optional.empty();
    }
    var pids = new TreeMap<String, Long>();
    living.forEach((name, process) -> pids.put(name, process.pid()));
    var master = Loopback.ADDRESS + ":" + plan.get().port();
    var overview = FlinkRestClient.at(master).overview();
    return Optional.of(new ClusterStatus(master, plan.get().taskManagers(), overview, pids));
  }

  /**
   * Ends every process of it; logs stay.
   *
   * @return how many there were
   */
  public int stop() throws IOException, InterruptedException {
    if (!Files.isDirectory(folder.path())) {
      return 0;
    }
    folder.requireOurs();
    var lock = lock();
    try {
      return stopAll();
    } finally {
      lock.close();
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private ClusterStatus startHere(ClusterPlan plan) throws IOException, InterruptedException {
    if (living().containsKey(SUPERVISOR)) {
      throw new IllegalArgumentException(
          folder.path() + ": a cluster runs here already: stop it first, or name another folder");
    }
    // What a killed supervisor has left.
    stopAll();
    requireDevices(plan.taskManagers());
    folder.prepare();
    folder.emptyScratch(SUPERVISOR);
    var ports = Loopback.freePorts(2);
    var placed = plan.port() == 0 ? plan.withPort(ports.get(0)) : plan;
    Loopback.requireFree(placed.port());
    folder.write(placed);
    FlinkConfiguration.write(folder, placed, ports.get(1));
    var supervisor = detached(commands.supervisor()).start();
    folder.write(SUPERVISOR, ProcessRecord.of(supervisor.toHandle()));
    return awaitComplete(supervisor);
  }

  /** Where GPUs are used, a task manager without one would only fail later. */
  private static void requireDevices(int taskManagers) {
    if (VisibleDevices.areGpusUsed()) {
      var gpus = ListedDevice.all().stream().filter(ListedDevice::isGpu).count();
      if (gpus < taskManagers) {
        throw new IllegalArgumentException(
            "%d task managers need a GPU each, TensorFlow finds %d (`espalier devices`): start fewer, or build without -Pgpu"
                .formatted(taskManagers, gpus));
      }
    }
  }

  private ClusterStatus awaitComplete(Process supervisor) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + BRING_UP.toNanos();
    var problem = "it did not come up within " + BRING_UP.toSeconds() + " s";
    try {
      while (System.nanoTime() < deadline) {
        if (!supervisor.isAlive()) {
          problem = "its supervisor ended with " + supervisor.exitValue();
          break;
        }
        var status = answeringStatus();
        if (status.isPresent() && status.get().isComplete()) {
          return status.get();
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException interrupted) {
      stopAll();
      throw interrupted;
    }
    stopAll();
    throw new ClusterException("the cluster is stopped: " + problem + "; see " + folder.logs());
  }

  private Optional<ClusterStatus> answeringStatus() throws IOException, InterruptedException {
    try {
      return status();
    } catch (ClusterException notYet) {
      return Optional.empty();
    }
  }

  /** The supervisor first, or it would bring the others back. */
  private int stopAll() throws IOException, InterruptedException {
    var all = living();
    var supervisor = all.get(SUPERVISOR);
    if (supervisor != null) {
      supervisor.destroy();
      awaitEnd(supervisor, FAREWELL);
    }
    for (var left : living().values()) {
      left.destroyForcibly();
      awaitEnd(left, FAREWELL);
    }
    for (var name : folder.readRecords().keySet()) {
      folder.forget(name);
    }
    folder.deleteScratch();
    return all.size();
  }

  private static void awaitEnd(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
      process.destroyForcibly();
    }
  }

  private Map<String, ProcessHandle> living() throws IOException {
    var living = new TreeMap<String, ProcessHandle>();
    for (var record : folder.readRecords().entrySet()) {
      record
          .getValue()
          .find(commands.mark())
          .ifPresent(process -> living.put(record.getKey(), process));
    }
    return living;
  }

  /**
   * In a session of its own where the system can: closing the terminal must not end the cluster.
   */
  private static ProcessBuilder detached(ProcessBuilder command) {
    var setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      var words = new ArrayList<>(command.command());
      words.add(0, setsid.toString());
      command.command(words);
    }
    return command;
  }

  /** Two commands on one folder at a time would undo each other. */
  private FileChannel lock() throws IOException {
    var channel =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IllegalArgumentException(
          folder.path() + ": another command is starting or stopping this cluster: wait for it");
    }
    return channel;
  }
}
