package org.espalier.runners.report;

import java.util.Optional;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.RunFiles;

/** What the last trial that went wrong says. */
public final class LastMessage {

  private LastMessage() {}

  /** Its message; empty where no trial of the last round has one. */
  public static Optional<String> of(RunFiles files, SearchState end) {
    return files.readTrials(end.getRound() - 1).stream()
        .filter(trial -> trial.getStatus() != Status.OK && trial.getMessage() != null)
        .map(Trial::getMessage)
        .reduce((earlier, later) -> later);
  }
}
