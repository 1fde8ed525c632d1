package org.espalier.transforms.storage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.files.SealedText;
import org.espalier.transforms.files.StoredFiles;

/**
 * Trials finished but not committed yet, each under the purpose, round and identity of its
 * candidate. A runner that loses a worker repeats its whole stage: what is found here is not
 * computed again.
 *
 * @param folder where they lie
 */
public record PendingTrials(String folder) implements Serializable {

  private static final String TRIAL = ".avro";
  private static final String STEPS = ".steps";

  /** The trial of a candidate, where one was finished. */
  public Optional<Trial> find(Candidate candidate) {
    var path = path(candidate, TRIAL);
    try {
      if (!StoredFiles.exists(path)) {
        return Optional.empty();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
    try {
      return AvroFile.<Trial>read(path, Trial.getClassSchema()).stream()
          .filter(trial -> trial.getId().equals(candidate.getId()))
          .findFirst();
    } catch (DamagedFileException damaged) {
      // It can be made again.
      return Optional.empty();
    }
  }

  /** Keeps a finished trial. */
  public void keep(Candidate candidate, Trial trial) {
    try {
      AvroFile.write(path(candidate, TRIAL), Trial.getClassSchema(), List.of(trial));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** How many trials of a round are finished. */
  public int count(String purpose, int round) {
    return (int)
        names(prefix(purpose, round)).stream().filter(name -> name.endsWith(TRIAL)).count();
  }

  /** Notes the steps of a training candidate while they are taken. */
  public PendingSteps steps(Candidate candidate) {
    return new PendingSteps(path(candidate, STEPS), candidate.getSteps(), System::nanoTime);
  }

  /** Steps taken so far by each training candidate of a round that has noted some. */
  public List<Integer> steps(String purpose, int round) {
    return names(prefix(purpose, round)).stream()
        .filter(name -> name.endsWith(STEPS))
        .flatMap(name -> noted(folder + '/' + name).stream())
        .toList();
  }

  private static Optional<Integer> noted(String file) {
    try {
      return Optional.of(Integer.valueOf(SealedText.readSealed(file).strip()));
    } catch (UncheckedIOException | NumberFormatException | DamagedFileException gone) {
      // The round was committed meanwhile; a damaged note is written again with the next steps.
      return Optional.empty();
    }
  }

  /** Checks every file. */
  void check(FileChecks checks) {
    for (var name : names("")) {
      var file = folder + '/' + name;
      if (name.endsWith(TRIAL)) {
        checks.read(file, () -> read(file));
      } else if (name.endsWith(STEPS)) {
        checks.read(file, () -> SealedText.readSealed(file));
      }
    }
  }

  private static List<Trial> read(String file) {
    try {
      return AvroFile.read(file, Trial.getClassSchema());
    } catch (DamagedFileException damaged) {
      throw damaged.or("repeat the command, which makes it again");
    }
  }

  /**
   * Forgets the trials of all rounds before one: they are stored elsewhere now. Of earlier rounds
   * there are some where a driver was killed right behind a commit.
   */
  public void forgetBefore(String purpose, int round) {
    var first = prefix(purpose, round);
    try {
      StoredFiles.delete(
          names(purpose + '-').stream()
              .filter(name -> isBefore(name, first))
              .map(name -> folder + '/' + name)
              .toList());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete from " + folder, failure);
    }
  }

  /** Rounds have five digits or more, and one with fewer comes first. */
  private static boolean isBefore(String name, String first) {
    int digits = name.lastIndexOf('-');
    int more = first.length() - 1;
    return digits == more ? name.compareTo(first) < 0 : digits < more;
  }

  /** Forgets everything, the folder included. */
  public void forgetAll() {
    try {
      StoredFiles.deleteFolder(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }

  private List<String> names(String prefix) {
    try {
      return StoredFiles.list(folder).stream().filter(name -> name.startsWith(prefix)).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder, failure);
    }
  }

  private String path(Candidate candidate, String kind) {
    return folder
        + '/'
        + prefix(candidate.getPurpose(), candidate.getRound())
        + candidate.getId()
        + kind;
  }

  private static String prefix(String purpose, int round) {
    return String.format(Locale.ROOT, "%s-%05d-", purpose, round);
  }
}
