package org.espalier.runners;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out what other modules offer to tests. */
final class TestJars implements ImportOption {

  @Override
  public boolean includes(Location location) {
    return !location.contains("test-classes") && !location.contains("-tests.jar");
  }
}
