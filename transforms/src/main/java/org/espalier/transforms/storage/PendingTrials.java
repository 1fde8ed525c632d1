package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Trial;

/**
 * Trials finished in rounds that are not committed yet. A runner that loses a worker repeats its
 * whole stage: what is found here is not computed again.
 *
 * @param folder the run they belong to
 */
public record PendingTrials(RunFiles folder) implements Serializable {

  /** The trial of a candidate, where one was finished. */
  public Optional<Trial> find(Candidate candidate) {
    var path = path(candidate);
    try {
      if (!AtomicFile.exists(path)) {
        return Optional.empty();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
    return Optional.of(AvroFile.<Trial>read(path, Trial.getClassSchema()).get(0));
  }

  /** Keeps a finished trial. */
  public void keep(Candidate candidate, Trial trial) {
    try {
      AvroFile.write(path(candidate), Trial.getClassSchema(), List.of(trial));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String path(Candidate candidate) {
    return folder.pending(candidate.getRound(), candidate.getId());
  }
}
