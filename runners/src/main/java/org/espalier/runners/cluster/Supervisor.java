package org.espalier.runners.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that owns a local cluster's job manager and task managers: it starts again whichever
 * dies, and kills a task manager that has frozen, since Flink would let a job wait for it forever.
 * Ends them all when asked to end.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Duration TASK_MANAGER_PATIENCE = Duration.ofSeconds(15);
  // Longer: its death costs the job, and a busy one may be slow to answer.
  private static final Duration JOB_MANAGER_PATIENCE = Duration.ofSeconds(30);
  // A loop this late means that the machine slept or this process was stopped: no one's silence
  // counts.
  private static final Duration LATE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final ClusterFolder folder;
  private final FlinkRestClient rest;
  private final ManagedProcess jobManager;
  private final List<ManagedProcess> taskManagers = new ArrayList<>();
  private boolean ending;

  private Supervisor(ClusterFolder folder, ClusterPlan plan) {
    this.folder = folder;
    var commands = new JavaCommand(folder);
    rest = FlinkRestClient.at(Loopback.ADDRESS + ":" + plan.port());
    jobManager =
        new ManagedProcess(
            JavaCommand.JOB_MANAGER_NAME, commands.jobManager(), folder, JOB_MANAGER_PATIENCE);
    for (int device = 0; device < plan.taskManagers(); device++) {
      var command = commands.taskManager(device, plan);
      var name = JavaCommand.taskManagerId(device);
      taskManagers.add(new ManagedProcess(name, command, folder, TASK_MANAGER_PATIENCE));
    }
  }

  /** Runs until it is asked to end; the argument is the cluster's folder. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var folder = new ClusterFolder(Path.of(args[0]));
    var plan = folder.readPlan().orElseThrow();
    folder.write(LocalCluster.SUPERVISOR, ProcessRecord.of(ProcessHandle.current()));
    var supervisor = new Supervisor(folder, plan);
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::end, "end"));
    supervisor.run();
  }

  private void run() throws IOException, InterruptedException {
    long last = System.currentTimeMillis();
    while (true) {
      var now = System.currentTimeMillis();
      if (now - last > LATE.toMillis()) {
        excuse(taskManagers, now);
        jobManager.excuse(now);
      }
      last = now;
      if (!keepAllAlive(now)) {
        return;
      }
      listen();
      killFrozen(System.currentTimeMillis());
      Thread.sleep(PACE.toMillis());
    }
  }

  private synchronized boolean keepAllAlive(long now) throws IOException {
    if (ending) {
      return false;
    }
    keepAlive(jobManager, now);
    for (var taskManager : taskManagers) {
      keepAlive(taskManager, now);
    }
    return true;
  }

  /** A disk that is full for a while must not end the one who starts processes again. */
  private static void keepAlive(ManagedProcess process, long now) throws IOException {
    try {
      process.keepAlive(now);
    } catch (IOException failed) {
      if (!process.hasStarted()) {
        throw failed;
      }
      LOG.warn("{} cannot be started now", process.name(), failed);
    }
  }

  private void listen() throws InterruptedException {
    try {
      var heartbeats = rest.heartbeats();
      jobManager.heard(System.currentTimeMillis());
      for (var taskManager : taskManagers) {
        var heartbeat = heartbeats.get(taskManager.name());
        if (heartbeat != null) {
          taskManager.heard(heartbeat);
        }
      }
    } catch (ClusterException silent) {
      // Without a job manager nobody hears the task managers.
      excuse(taskManagers, System.currentTimeMillis());
    }
  }

  private static void excuse(List<ManagedProcess> children, long now) {
    children.forEach(
        child -> child.excuse(now + GRACE.toMillis() - TASK_MANAGER_PATIENCE.toMillis()));
  }

  private synchronized void killFrozen(long now) {
    if (jobManager.isFrozen(now)) {
      LOG.warn("{} does not answer: killed", jobManager.name());
      jobManager.kill();
    }
    for (var taskManager : taskManagers) {
      if (taskManager.isFrozen(now)) {
        LOG.warn("{} sends no heartbeat: killed", taskManager.name());
        taskManager.kill();
      }
    }
  }

  private synchronized void end() {
    ending = true;
    try {
      var deadline = System.currentTimeMillis() + FAREWELL.toMillis();
      var all = new ArrayList<>(taskManagers);
      all.add(jobManager);
      all.forEach(ManagedProcess::end);
      for (var child : all) {
        child.awaitEnd(deadline);
      }
      folder.deleteScratch();
    } catch (IOException | InterruptedException failed) {
      LOG.error("a process may be left behind", failed);
    }
  }
}
