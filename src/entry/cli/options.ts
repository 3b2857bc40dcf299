import { InvalidArgumentError, Option } from 'commander'

export interface IsolationOption {
  readonly isolation?: 1 | 2 | 4
}

/** `--isolation`: the strongest level the machine allows is the default. */
export function isolationOption(): Option {
  return new Option(
    '--isolation <level>',
    'sandbox level: 4 bubblewrap, 2 no new privileges, 1 none (default: the strongest here)',
  ).argParser((value) => {
    if (value === '4' || value === '2' || value === '1') return Number(value)
    throw new InvalidArgumentError('It is 4, 2 or 1.')
  })
}

/** A whole number from 0 on. */
export function amountOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value) => {
    if (/^\d{1,6}$/.test(value)) return Number(value)
    throw new InvalidArgumentError('It is a whole number.')
  })
}
