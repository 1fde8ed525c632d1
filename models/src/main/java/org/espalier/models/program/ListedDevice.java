package org.espalier.models.program;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A device as TensorFlow finds it in this process.
 *
 * @param name short name, such as {@code CPU:0} or {@code GPU:0}
 * @param type such as {@code CPU} or {@code GPU}
 * @param memoryBytes what TensorFlow may take of it
 */
public record ListedDevice(String name, String type, long memoryBytes) {
  private static final String GPU = "GPU";

  /** All devices that TensorFlow finds, in its order; starts the engine. */
  public static List<ListedDevice> all() {
    TensorFlowEngine.start(LoadOptions.defaults());
    try (var scope = new PointerScope()) {
      assert scope != null : "ends the objects below";
      var status = TF_Status.newStatus();
      var options = TF_SessionOptions.newSessionOptions();
      var session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
      status.throwExceptionIfNotOK();
      var list = tensorflow.TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        return read(list, status);
      } finally {
        tensorflow.TF_DeleteDeviceList(list);
      }
    }
  }

  /** Whether it is a GPU. */
  public boolean isGpu() {
    return type.equals(GPU);
  }

  private static List<ListedDevice> read(TF_DeviceList list, TF_Status status) {
    var devices = new ArrayList<ListedDevice>();
    for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
      var name = tensorflow.TF_DeviceListName(list, i, status).getString();
      var type = tensorflow.TF_DeviceListType(list, i, status).getString();
      var bytes = tensorflow.TF_DeviceListMemoryBytes(list, i, status);
      status.throwExceptionIfNotOK();
      devices.add(new ListedDevice(name.replaceFirst(".*/device:", ""), type, bytes));
    }
    return devices;
  }
}
