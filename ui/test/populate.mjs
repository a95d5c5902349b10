// Fills a running, empty platform with the sample world: node ui/test/populate.mjs http://127.0.0.1:8080
import { PASSWORD, populate } from './world.mjs';

const world = await populate(process.argv[2] ?? 'http://127.0.0.1:8080');
console.log(JSON.stringify({ password: PASSWORD, accounts: Object.keys(world.accounts), evaluations: world.evaluations }, null, 1));
