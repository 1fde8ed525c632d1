/** What is searched? Configuration files as records, checked whole before anything starts. */
@NullMarked
package org.espalier.pipelines.config;

import org.jspecify.annotations.NullMarked;
