package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VisibleDevicesTest {

  @ParameterizedTest
  @CsvSource({
    "3, 0, 3",
    "'2,5', 1, 5",
    "'2, 5', 0, 2",
    "'GPU-a1,MIG-b2', 1, MIG-b2",
    "'2,5', 2, -1",
    "'', 0, -1"
  })
  void aProcessSeesTheEntryOfItsNumberOrNone(String listed, int device, String seen) {
    var environment = new HashMap<>(Map.of(VisibleDevices.VARIABLE, listed));
    VisibleDevices.narrow(environment, device);
    assertThat(environment).containsEntry(VisibleDevices.VARIABLE, seen);
  }

  @Test
  void withoutAListItSeesTheDeviceOfItsNumber() {
    var environment = new HashMap<String, String>();
    VisibleDevices.narrow(environment, 3);
    assertThat(environment).containsEntry(VisibleDevices.VARIABLE, "3");
  }

  @Test
  void aProcessWithANumberNamesTheOneDeviceLeftToTensorFlow() {
    assertThat(VisibleDevices.list("3", Map.of(VisibleDevices.VARIABLE, "3"), true)).contains("0");
    assertThat(VisibleDevices.list("", Map.of(), true)).isEmpty();
    assertThat(VisibleDevices.list("3", Map.of(), false)).contains("0");
  }

  @Test
  void aProcessWithANumberThatSeesOtherGpusIsRefused() {
    assertThatThrownBy(() -> VisibleDevices.list("3", Map.of(), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("espalier.device=3", VisibleDevices.VARIABLE, "not set");
    var two = Map.of(VisibleDevices.VARIABLE, "2,3");
    assertThatThrownBy(() -> VisibleDevices.list("3", two, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'2,3'");
  }

  @Test
  void aProcessWithANumberAndNoGpuIsRefusedWhereGpusAreUsed() {
    assertThatThrownBy(() -> VisibleDevices.requireFound("1", true, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("device 1", "driver", "-Pgpu")
        .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1));
    assertThatCode(() -> VisibleDevices.requireFound("1", true, true)).doesNotThrowAnyException();
    assertThatCode(() -> VisibleDevices.requireFound("1", false, false)).doesNotThrowAnyException();
    assertThatCode(() -> VisibleDevices.requireFound("", true, false)).doesNotThrowAnyException();
  }

  @Test
  void tensorFlowFindsTheProcessor() {
    assertThat(ListedDevice.all())
        .anySatisfy(device -> assertThat(device.name()).isEqualTo("CPU:0"))
        .anyMatch(device -> device.type().equals("CPU") && !device.isGpu());
  }
}
