package org.espalier.runners.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.program.VisibleDevices;
import org.espalier.transforms.device.Device;

/**
 * The command lines of a cluster's processes: this JVM's Java and class path, so that all run the
 * same code.
 */
final class JavaCommand {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  static final String JOB_MANAGER_NAME = "job-manager";

  private final ClusterFolder folder;

  JavaCommand(ClusterFolder folder) {
    this.folder = folder;
  }

  /** The argument by which a process of this folder is known. */
  String mark() {
    return "-Despalier.cluster=" + folder.path();
  }

  ProcessBuilder supervisor() {
    return process(
        "supervisor",
        List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        List.of(Supervisor.class.getName(), folder.path().toString()));
  }

  ProcessBuilder jobManager() {
    return process(
        JOB_MANAGER_NAME,
        // Little to compute: what counts is how soon it answers.
        List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        arguments(JOB_MANAGER, JOB_MANAGER_NAME));
  }

  /** Task manager number {@code device}, from 0; the number is the device it may use. */
  ProcessBuilder taskManager(int device, ClusterPlan plan) {
    var heap = plan.taskHeapMegabytes() + FlinkConfiguration.FRAMEWORK_HEAP;
    var direct =
        FlinkConfiguration.FRAMEWORK_OFF_HEAP
            + FlinkConfiguration.TASK_OFF_HEAP
            + FlinkConfiguration.NETWORK;
    var id = taskManagerId(device);
    var process =
        process(
            id,
            List.of(
                "-Xmx" + heap + "m",
                "-XX:MaxDirectMemorySize=" + direct + "m",
                "-XX:+UseParallelGC",
                "-XX:ActiveProcessorCount=" + plan.cores(),
                "-D" + Device.PROPERTY + "=" + device,
                // JavaCPP holds the whole process to limits derived from the heap: no tensor is in
                // it.
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
            arguments(TASK_MANAGER, id, "-D", "taskmanager.resource-id=" + id));
    VisibleDevices.narrow(process.environment(), device);
    return process;
  }

  static String taskManagerId(int device) {
    return "task-manager-" + device;
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private List<String> arguments(String program, String name, String... more) {
    var arguments = new ArrayList<>(List.of(program, "--configDir", folder.path().toString()));
    arguments.addAll(FlinkConfiguration.folders(folder.scratch(name)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private ProcessBuilder process(String name, List<String> flags, List<String> program) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add(mark());
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + folder.scratch(name));
    command.add("-Dlog4j2.configurationFile=log4j2-cluster.xml");
    command.add("-Dlog.file=" + folder.logs().resolve(name + ".log"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(program);
    var builder =
        new ProcessBuilder(command)
            // Not the caller's folder: what is relative to that must fail here, not sometimes work.
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.logs().resolve(name + ".out").toFile()));
    builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
    return builder;
  }
}
