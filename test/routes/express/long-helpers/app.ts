import express from 'express';

const app = express();
const names = [
  'r00', 'r01', 'r02', 'r03', 'r04', 'r05', 'r06', 'r07', 'r08', 'r09',
  'r10', 'r11', 'r12', 'r13', 'r14', 'r15', 'r16', 'r17', 'r18', 'r19',
  'r20', 'r21', 'r22', 'r23', 'r24', 'r25', 'r26', 'r27', 'r28', 'r29',
  'r30', 'r31', 'r32', 'r33', 'r34', 'r35', 'r36', 'r37', 'r38', 'r39',
  'r40', 'r41', 'r42', 'r43', 'r44', 'r45', 'r46', 'r47', 'r48', 'r49',
  'r50', 'r51', 'r52', 'r53', 'r54', 'r55', 'r56', 'r57', 'r58', 'r59',
  'r60', 'r61', 'r62', 'r63', 'r64', 'r65', 'r66', 'r67', 'r68', 'r69',
  'r70', 'r71', 'r72', 'r73', 'r74', 'r75', 'r76', 'r77', 'r78', 'r79',
];

const words = ['NAME', 'HOST', 'PORT', 'USER', 'PASSWORD', 'REGION', 'BUCKET', 'QUEUE', 'TOPIC', 'CACHE', 'LIMIT', 'LEVEL', 'LABEL', 'TOKEN'];

/** Long, and asked for by every route. */
function getSettings() {
  const read: string[] = [];
  for (const a of words) for (const b of words) for (const c of words) read.push(process.env[`${a}_${b}_${c}`] ?? '');
  return { read, prefix: '/api' };
}

for (const name of names) getSettings();
app.get(`${getSettings().prefix}/health`, (req, res) => res.end());
