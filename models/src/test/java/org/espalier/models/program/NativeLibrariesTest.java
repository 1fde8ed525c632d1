package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NativeLibrariesTest {
  @Test
  void aPlatformWithoutLibrariesIsToldWhatIsThereAndWhatToDo() {
    assertThatThrownBy(() -> NativeLibraries.of("Plan 9", "mips"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("os.name Plan 9, os.arch mips")
        .hasMessageContaining("the class path has [")
        .hasMessageContaining("-Dtensorflow.classifier=");
  }

  @Test
  void librariesAreUnpackedOnce() {
    var libraries = NativeLibraries.ofClassPath();
    assertThat(libraries.unpack()).isEqualTo(libraries.unpack()).isNotEmptyDirectory();
  }

  @Test
  void theEngineRunsTheVersionTheJarHas() {
    assertThat(TensorFlowEngine.version()).startsWith("2.16");
  }
}
