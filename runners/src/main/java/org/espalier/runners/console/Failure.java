package org.espalier.runners.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobSubmissionException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.flink.util.concurrent.FutureUtils;
import org.espalier.runners.cluster.ClusterException;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.files.DamagedFileException;

/**
 * A failed command as the user sees it: the one place where exceptions become exit codes.
 *
 * @param code the exit code
 * @param message one line, or several where several things are wrong at once
 */
public record Failure(ExitCode code, String message) {
  private record Row(Class<? extends Throwable> type, ExitCode code) {}

  /** First match wins. */
  private static final List<Row> TABLE =
      List.of(
          new Row(ClusterException.class, ExitCode.CLUSTER),
          new Row(ConflictException.class, ExitCode.RUN_CONFLICT),
          new Row(DamagedFileException.class, ExitCode.BAD_INPUT),
          new Row(IllegalArgumentException.class, ExitCode.BAD_INPUT),
          new Row(InterruptedException.class, ExitCode.INTERRUPTED),
          new Row(UncheckedIOException.class, ExitCode.IO),
          new Row(IOException.class, ExitCode.IO));

  /** What the system says where a disk, or a user's share of it, is full. */
  private static final List<String> DISK_FULL =
      List.of("No space left on device", "Disk quota exceeded");

  /** What Flink's client throws where the job manager is gone, or came back without the job. */
  private static final List<Class<? extends Throwable>> LOST =
      List.of(
          RestClientException.class,
          FutureUtils.RetryException.class,
          JobSubmissionException.class,
          ConnectException.class);

  /** The failure behind a thrown exception, however deep a runner has wrapped it. */
  public static Failure of(Throwable thrown) {
    for (var link : chain(thrown)) {
      if (link == thrown || isOurs(link) || link instanceof FileSystemException) {
        for (var row : TABLE) {
          if (row.type.isInstance(link)) {
            return new Failure(row.code, withRemedy(describe(link)));
          }
        }
      }
    }
    if (chain(thrown).stream()
        .anyMatch(link -> LOST.stream().anyMatch(lost -> lost.isInstance(link)))) {
      return new Failure(
          ExitCode.CLUSTER,
          "the Flink cluster lost the job: its job manager ended or does not answer; repeat the"
              + " command, which resumes after the last trial finished");
    }
    return ofFlink(thrown).orElseGet(() -> new Failure(ExitCode.INTERNAL, describe(thrown)));
  }

  /** What Flink itself ends a job with, or cannot continue without. */
  private static Optional<Failure> ofFlink(Throwable thrown) {
    for (var link : chain(thrown)) {
      if (link instanceof JobCancellationException) {
        return Optional.of(
            new Failure(
                ExitCode.CLUSTER,
                "the job was cancelled on the cluster: repeat the command, which resumes after the"
                    + " last trial finished"));
      }
      if (link instanceof NoResourceAvailableException) {
        return Optional.of(
            new Failure(
                ExitCode.CLUSTER,
                "the cluster has no free slots: wait for its other jobs or start task managers,"
                    + " then repeat the command"));
      }
      var message = String.valueOf(link.getMessage());
      if (isDiskFull(message)) {
        // A library writes nowhere else.
        var folder = System.getProperty("java.io.tmpdir");
        return Optional.of(
            new Failure(
                ExitCode.IO, withRemedy("the temporary folder " + folder + ": " + message)));
      }
    }
    return Optional.empty();
  }

  private static boolean isDiskFull(String message) {
    return DISK_FULL.stream().anyMatch(message::contains);
  }

  private static String withRemedy(String message) {
    return isDiskFull(message) && !message.contains("free some space")
        ? message
            + ": free some space there and repeat the command, which resumes where it left off"
        : message;
  }

  private static List<Throwable> chain(Throwable thrown) {
    var chain = new ArrayList<Throwable>();
    for (var link = thrown; link != null && !chain.contains(link); link = link.getCause()) {
      // Flink sends a task's exception across processes in a wrapper that hides its type.
      if (link instanceof SerializedThrowable serialized) {
        link = serialized.deserializeError(Failure.class.getClassLoader());
      }
      chain.add(link);
    }
    return chain;
  }

  /**
   * Whether our own code threw it: an illegal argument inside a library is a bug, not a message.
   */
  private static boolean isOurs(Throwable link) {
    var trace = link.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("org.espalier.");
  }

  private static String describe(Throwable thrown) {
    var cause = thrown.getCause();
    if (thrown instanceof UncheckedIOException && cause != null) {
      var own = Objects.requireNonNullElse(thrown.getMessage(), "");
      var why = describe(cause);
      boolean saysMore = !own.isEmpty() && !own.equals(cause.toString()) && !own.equals(why);
      // What a file system says names the file itself.
      return saysMore && !(cause instanceof FileSystemException) ? own + ": " + why : why;
    }
    if (thrown instanceof FileSystemException file) {
      return describe(file);
    }
    if (thrown instanceof InterruptedException) {
      return "interrupted";
    }
    return Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
  }

  private static String describe(FileSystemException thrown) {
    var file = Objects.requireNonNullElse(thrown.getFile(), "a file");
    if (thrown instanceof NoSuchFileException) {
      return file + ": no such file or folder";
    }
    if (thrown instanceof AccessDeniedException) {
      return file + ": permission denied";
    }
    if (thrown instanceof FileAlreadyExistsException) {
      return file + ": already exists, or is not a folder";
    }
    return file + ": " + Objects.requireNonNullElse(thrown.getReason(), thrown.toString());
  }
}
