/** The layer rules of docs/architecture.md, as far as imports can show them. */
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }, 'Modules that need each other are one module or need a third.'),
    rule(
      'contracts-are-leaves',
      { path: '^src/contracts/' },
      { pathNot: '^src/contracts/|^node_modules/@temporalio/common/' },
    ),
    rule(
      'domain-is-pure',
      { path: '^src/domain/' },
      { pathNot: '^src/(contracts|domain)/|^node_modules/@temporalio/common/' },
    ),
    rule('ports-are-interfaces', { path: '^src/ports/' }, { pathNot: '^src/(contracts|domain|ports)/' }),
    rule(
      'workflows-are-deterministic',
      { path: '^src/workflows/' },
      {
        reachable: true,
        path: '^node_modules/(?!@temporalio/(workflow|common)/)|^src/(?!contracts/|domain/|workflows/)',
      },
      'Also transitively: the sandbox has no Node, and replay must see the same code.',
    ),
    rule(
      'workflows-without-node',
      { path: '^src/(workflows|domain|contracts)/' },
      { dependencyTypes: ['core'] },
      'Contracts and domain run inside the workflow sandbox.',
    ),
    rule(
      'activities-see-ports',
      { path: '^src/activities/' },
      { path: '^src/(adapters|config|workers|triggers|cli|local)/' },
    ),
    rule(
      'adapters-are-ends',
      { path: '^src/adapters/' },
      { path: '^src/(activities|workers|triggers|cli|local|workflows|config)/' },
    ),
    rule(
      'one-folder-knows-fluent-ffmpeg',
      { path: '^src/', pathNot: '^src/adapters/ffmpeg/' },
      { path: 'fluent-ffmpeg' },
    ),
    rule(
      'one-folder-knows-onnxruntime',
      { path: '^src/', pathNot: '^src/adapters/onnx/' },
      { path: 'onnxruntime-node' },
    ),
    rule(
      'nothing-imports-local-but-cli',
      { path: '^src/', pathNot: '^src/(local|cli|bench|chaos|load)/' },
      { path: '^src/local/' },
    ),
    rule(
      'triggers-take-workflows-as-types',
      { path: '^src/(triggers|cli|local)/' },
      { path: '^src/workflows/', dependencyTypesNot: ['type-only'] },
      'A Lambda never ships workflow code.',
    ),
    rule(
      'the-page-sees-no-machinery',
      { path: '^web/src/' },
      {
        pathNot: '^web/src/|^src/(contracts|domain|cli/show)/|^node_modules/preact/',
        dependencyTypesNot: ['type-only'],
      },
      'Of the program it takes what both faces of Upreel know and say, and the types of what the API answers.',
    ),
    rule('nothing-imports-the-page', { path: '^src/' }, { path: '^web/' }),
    rule(
      'infra-sees-contracts',
      { path: '^infra/' },
      { path: '^src/', pathNot: '^src/contracts/' },
      'What is deployed knows the code by its wires alone.',
    ),
    rule('nothing-imports-infra', { path: '^src/' }, { path: '^infra/' }),
    rule('nothing-imports-tests', { path: '^(src|infra|web)/' }, { path: '^test/' }),
    rule('no-orphans', { orphan: true, path: '^(src|infra|web/src)/', pathNot: '\\.d\\.ts$' }, {}),
    rule('resolvable', {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts'],
    },
  },
};
