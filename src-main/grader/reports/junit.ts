import { type CheckResult, counts, type GradingResult, type SubmissionResult } from '../results.ts';
import { explain } from './evidence-text.ts';
import type { ReportWriter } from './report-file.ts';
import { escapeXml } from './xml.ts';

/** JUnit XML: a suite a submission, a case a check. What is unknown, or gives no points, is skipped, never failed. */
export const junitReport: ReportWriter = (result) => {
  const suites = result.submissions.map((submission) => suite(result, submission));
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(result.rubric.title)}">\n${suites.join('')}</testsuites>\n`;
  return [{ path: 'junit.xml', text }];
};

function suite({ rubric }: GradingResult, { name, checks }: SubmissionResult): string {
  const cases = checks.map((check) => testCase(name, check, counts(rubric, check)));
  const failures = checks.filter((check) => check.verdict === 'fail' && counts(rubric, check)).length;
  const skipped = checks.filter((check) => isSkipped(check, counts(rubric, check))).length;
  const seconds = checks.reduce((sum, check) => sum + check.seconds, 0).toFixed(3);
  return `<testsuite name="${escapeXml(name)}" tests="${checks.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds}">\n${cases.join('')}</testsuite>\n`;
}

const isSkipped = ({ verdict }: CheckResult, counted: boolean): boolean =>
  verdict === 'unknown' || (verdict === 'fail' && !counted);

function testCase(submission: string, check: CheckResult, counted: boolean): string {
  const { id, section, verdict, seconds, reason } = check;
  const open = `<testcase classname="${escapeXml(`${submission}.${section}`)}" name="${escapeXml(id)}" time="${seconds.toFixed(3)}"`;
  if (verdict === 'pass') return `${open}/>\n`;
  const message = `message="${escapeXml(reason)}"`;
  if (isSkipped(check, counted)) return `${open}><skipped ${message}/></testcase>\n`;
  return `${open}><failure ${message}>${escapeXml(explain(check))}</failure></testcase>\n`;
}
