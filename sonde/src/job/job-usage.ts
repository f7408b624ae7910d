/** How `sonde job`, `sonde run` and `sonde schedule` are called. Apart from what they do, so that other commands need not load the toolkit. */

export const jobUsage = `  sonde run FILE.ipynb -p NAME=VALUE     run a notebook without a browser, as a job, and look on until it ends;
                                         -o FILE.ipynb keeps it with its outputs there
  sonde job run train MODULE --data PATH start a training; --arg NAME=VALUE for each argument, --weights ID|FOLDER
  sonde job run predict MODULE --data PATH
  sonde job run notebook FILE.ipynb      its parameters as --arg NAME=VALUE
  sonde job run command -- PROGRAM ...   run a program; what it leaves in its folder is kept
     where and with what:                --on TARGET, --cpus 2, --memory 4GB, --gpus 1, --time 1h30m, --device cpu|gpu|wasm,
                                         --option NAME=VALUE (what only the target understands)
     when:                               --after ID, --priority N, --retries N
     several at once:                    --sweep: an argument that is a list, as in --arg lr=[0.1,0.01], is tried out
     besides:                            --title TEXT, --label NAME=VALUE, --key KEY (the same key never starts two),
                                         --watch (until it ends)
     where there is no Docker:           --print apptainer|udocker: start nothing, print the command that runs it
  sonde job list                         the last jobs; --all, --state running,queued
  sonde job show ID                      all that is known of a job
  sonde job logs ID                      what it printed; -f goes on until it ends
  sonde job stop ID...                   stop jobs
  sonde job retry ID                     the same once more; takes what "run" takes, to change it
  sonde job resume ID                    go on with a training that was cut off, from its last checkpoint; as "retry"
  sonde job rm ID...                     delete ended jobs with what they made; --dry only says what that frees
  sonde schedule add "CRON" train ...    start a job at set times, while the service runs: as "job run", with --zone ZONE
  sonde schedule list                    the schedules, and when each is due
  sonde schedule pause|resume ID...      let schedules rest, and have them come due again
  sonde schedule rm ID...                delete schedules
  With --json for programs. An id may be cut to its beginning or its end.`;
