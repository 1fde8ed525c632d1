package org.espalier.runners.session;

import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.jobgraph.tasks.AbstractInvokable;

/** A subtask of the {@link LibraryProbe}'s job: compares the libraries of its task manager. */
public final class ProbeTask extends AbstractInvokable {

  /** Called by Flink. */
  public ProbeTask(Environment environment) {
    super(environment);
  }

  @Override
  public void invoke() {
    ProbeVertex.require(
        getTaskConfiguration(),
        "task manager " + getEnvironment().getTaskManagerInfo().getTaskManagerExternalAddress());
  }
}
