package org.espalier.models.program;

import java.util.Map;
import java.util.Optional;

/**
 * Which GPU a process may see. A process with a number, {@code -Despalier.device=N}, has that GPU
 * and no other: its environment hides the others before CUDA starts, which is the only way that
 * binds all of TensorFlow's sessions alike, and each session names the one that is left.
 */
public final class VisibleDevices {
  /** System property with the number of the process's device. */
  public static final String PROPERTY = "espalier.device";

  /** CUDA's list of the GPUs that a process may see; in it they are counted from 0. */
  public static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private static final String NONE = "-1";
  private static final String THE_ONE_LEFT = "0";

  private VisibleDevices() {}

  /**
   * Hides all devices but one from a process that is about to start.
   *
   * @param environment of that process: where it has a list of GPUs already, number {@code device}
   *     of that list is meant, and no GPU where the list is shorter
   * @param device from 0
   */
  public static void narrow(Map<String, String> environment, int device) {
    var listed = environment.get(VARIABLE);
    if (listed == null) {
      environment.put(VARIABLE, Integer.toString(device));
      return;
    }
    var devices = entries(listed);
    environment.put(VARIABLE, device < devices.length ? devices[device] : NONE);
  }

  /** Whether the TensorFlow libraries of the class path are those for GPUs. */
  public static boolean areGpusUsed() {
    return NativeLibraries.ofClassPath().areForGpus();
  }

  /**
   * TensorFlow's list of visible devices for the sessions of this process; empty where it has no
   * device of its own and may see all.
   *
   * @throws IllegalArgumentException where GPUs are used and the environment does not leave exactly
   *     one; says how to set it
   */
  static Optional<String> ofProcess() {
    return list(System.getProperty(PROPERTY, ""), System.getenv(), areGpusUsed());
  }

  static Optional<String> list(String number, Map<String, String> environment, boolean gpus) {
    if (number.isEmpty()) {
      return Optional.empty();
    }
    var listed = environment.get(VARIABLE);
    if (gpus && (listed == null || entries(listed).length != 1)) {
      throw new IllegalArgumentException(
          "-D%s=%s, but %s is %s: set it to the one GPU of this process, such as %2$s, before it starts"
              .formatted(
                  PROPERTY, number, VARIABLE, listed == null ? "not set" : "'" + listed + "'"));
    }
    return Optional.of(THE_ONE_LEFT);
  }

  /** Refuses, before TensorFlow starts, a process that would see more than its own device. */
  static void check() {
    var unused = ofProcess();
  }

  /**
   * Refuses a process that has a device of its own and finds none.
   *
   * @throws IllegalArgumentException saying what to do
   */
  static void checkFound(boolean found) {
    requireFound(System.getProperty(PROPERTY, ""), areGpusUsed(), found);
  }

  static void requireFound(String number, boolean gpus, boolean found) {
    if (gpus && !number.isEmpty() && !found) {
      throw new IllegalArgumentException(
          "device %s: this is the build for GPUs, and TensorFlow finds none: install NVIDIA's driver, name a GPU that is there in %s, or build without -Pgpu"
              .formatted(number, VARIABLE));
    }
  }

  private static String[] entries(String list) {
    return list.isBlank() ? new String[0] : list.strip().split(" *, *");
  }
}
