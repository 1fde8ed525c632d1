package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.program.ListedDevice;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.models.program.VisibleDevices;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;

@Command(
    name = "devices",
    description = {
      "List the devices that TensorFlow finds, in the order of their numbers.",
      "Task manager N of `espalier cluster start` has GPU N of them and sees no other."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier devices --json")
final class DevicesCommand implements CliCommand {
  private DevicesCommand() {}

  @Override
  public Outcome run() {
    var version = TensorFlowEngine.version();
    var devices = ListedDevice.all();
    var forGpus = VisibleDevices.areGpusUsed();
    var text =
        new StringBuilder("TensorFlow " + version + (forGpus ? ", for GPUs\n" : ", for CPUs\n"));
    for (var device : devices) {
      // What TensorFlow says of a processor's memory means nothing.
      var memory = device.isGpu() ? "%,8d MB".formatted(device.memoryBytes() >> 20) : "";
      text.append("  %-8s%s".formatted(device.name(), memory).stripTrailing()).append('\n');
    }
    if (devices.stream().noneMatch(ListedDevice::isGpu)) {
      text.append(
          forGpus
              ? "no GPU: is NVIDIA's driver installed, and does "
                  + VisibleDevices.VARIABLE
                  + " name one that is there?"
              : "no GPU: ESPALIER_BUILD=-Pgpu builds for GPUs");
    }
    return Outcome.ok(text.toString(), json(version, forGpus, devices));
  }

  private static Map<String, Object> json(
      String version, boolean forGpus, List<ListedDevice> devices) {
    var json = new LinkedHashMap<String, Object>();
    json.put("tensorflow", version);
    json.put("for_gpus", forGpus);
    json.put("devices", devices.stream().map(DevicesCommand::json).toList());
    return json;
  }

  private static Map<String, Object> json(ListedDevice device) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", device.name());
    json.put("type", device.type());
    json.put("memory_bytes", device.memoryBytes());
    return json;
  }
}
