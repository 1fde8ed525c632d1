package org.espalier.runners.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

final class FailureTest {
  @Test
  void ourIllegalArgumentIsFoundHoweverDeepARunnerWrapsIt() {
    var ours = new IllegalArgumentException("rounds must be at least 1, was 0");
    var wrapped = new RuntimeException("job failed", new RuntimeException("task failed", ours));
    assertThat(Failure.of(wrapped))
        .isEqualTo(new Failure(ExitCode.BAD_INPUT, "rounds must be at least 1, was 0"));
  }

  @Test
  void itIsFoundInWhatFlinkSendsFromAnotherProcess() {
    var ours = new IllegalArgumentException("table.csv: row 17 is missing");
    var sent = new RuntimeException("job failed", new SerializedThrowable(ours));
    assertThat(Failure.of(sent).code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(Failure.of(sent).message()).contains("table.csv: row 17 is missing");
  }

  @Test
  void anIllegalArgumentInsideALibraryIsABug() {
    var theirs = new IllegalArgumentException("negative capacity");
    theirs.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("java.nio.Buffer", "allocate", null, 1)});
    assertThat(Failure.of(new RuntimeException("job failed", theirs)).code())
        .isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void whatTheFileSystemSaysIsPutInWords() {
    assertThat(Failure.of(new NoSuchFileException("a.csv")))
        .isEqualTo(new Failure(ExitCode.IO, "a.csv: no such file or folder"));
    assertThat(Failure.of(new UncheckedIOException(new AccessDeniedException("/runs"))))
        .isEqualTo(new Failure(ExitCode.IO, "/runs: permission denied"));
    var within = new UncheckedIOException("cannot read list", new IOException("line 3 ends early"));
    assertThat(Failure.of(within))
        .isEqualTo(new Failure(ExitCode.IO, "cannot read list: line 3 ends early"));
  }

  @Test
  void aFullDiskIsSaidWithTheFileAndWhatToDo() {
    for (var reason : List.of("No space left on device", "Disk quota exceeded")) {
      var full = new FileSystemException("run/state", null, reason);
      var failure = Failure.of(new RuntimeException("commit", full));
      assertThat(failure.code()).isEqualTo(ExitCode.IO);
      assertThat(failure.message())
          .startsWith("run/state: " + reason)
          .contains("free some space", "repeat the command")
          .hasLineCount(1);
    }
  }

  @Test
  void aJobManagerThatIsGoneIsNoBug() {
    var forgotten = new RestClientException("no such job", HttpResponseStatus.NOT_FOUND);
    var failure = Failure.of(new RuntimeException("Pipeline execution failed", forgotten));
    assertThat(failure.code()).isEqualTo(ExitCode.CLUSTER);
    assertThat(failure.message()).contains("job manager", "repeat the command");
  }

  @Test
  void aJobCancelledOnTheClusterIsNoBug() {
    var cancelled = new JobCancellationException(new JobID(), "Job was cancelled.", null);
    var failure = Failure.of(new RuntimeException("Pipeline execution failed", cancelled));
    assertThat(failure.code()).isEqualTo(ExitCode.CLUSTER);
    assertThat(failure.message()).contains("cancelled", "repeat the command").hasLineCount(1);
  }

  @Test
  void aJobThatFindsNoSlotsIsNoBug() {
    var none =
        new NoResourceAvailableException("Could not acquire the minimum required resources.");
    var failure = Failure.of(new RuntimeException("Pipeline execution failed", none));
    assertThat(failure.code()).isEqualTo(ExitCode.CLUSTER);
    assertThat(failure.message()).contains("no free slots").hasLineCount(1);
  }

  @Test
  void aDiskThatIsFullIsNoBugWhereverALibraryFindsIt() {
    var full = new IOException("No space left on device");
    full.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.io.FileOutputStream", "write", null, 1)
        });
    var failure = Failure.of(new RuntimeException("Could not start the mini cluster", full));
    assertThat(failure.code()).isEqualTo(ExitCode.IO);
    assertThat(failure.message())
        .contains("No space left", "temporary folder", System.getProperty("java.io.tmpdir"))
        .contains("repeat the command")
        .hasLineCount(1);
  }

  @Test
  void anythingElseIsABug() {
    assertThat(Failure.of(new IllegalStateException("impossible")).code())
        .isEqualTo(ExitCode.INTERNAL);
    assertThat(Failure.of(new NullPointerException()).message()).contains("NullPointerException");
  }
}
