BEGIN TRANSACTION;
CREATE TABLE "absence" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "since" TEXT NOT NULL CONSTRAINT "since_iso" CHECK (since LIKE '____-__-__'),
    "until" TEXT NOT NULL CONSTRAINT "until_iso" CHECK (until LIKE '____-__-__')
        CONSTRAINT "until_order" CHECK (until >= since),
    "ill" INTEGER NOT NULL CONSTRAINT "ill_range" CHECK (ill BETWEEN 0 AND 1),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "absence" VALUES('00000000-0000-4000-8000-000000000010','00000000-0000-4000-8000-000000000001','2026-02-10','2026-02-15',1,'fever');
INSERT INTO "absence" VALUES('00000000-0000-4000-8000-000000000011','00000000-0000-4000-8000-000000000001','2026-03-12','2026-03-12',0,'');
CREATE TABLE "assessment" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "rating" INTEGER NOT NULL CONSTRAINT "rating_range" CHECK (rating BETWEEN 0 AND 5),
    "cues" INTEGER NOT NULL CONSTRAINT "cues_range" CHECK (cues >= 0),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "assessment" VALUES('00000000-0000-4000-8000-00000000000d','00000000-0000-4000-8000-000000000001','goblet-squat','2026-03-03',4,2305843009213693957,'deep');
CREATE TABLE "athlete" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "name" TEXT NOT NULL CONSTRAINT "name_filled" CHECK (length(name) > 0),
    "birth_date" TEXT CONSTRAINT "birth_date_iso" CHECK (birth_date LIKE '____-__-__'),
    "body_mass_kg" REAL CONSTRAINT "body_mass_kg_range" CHECK (body_mass_kg BETWEEN 1 AND 500),
    "sex" TEXT CONSTRAINT "sex_word" CHECK (sex IN ('female', 'male', 'other')),
    "experience" TEXT CONSTRAINT "experience_word" CHECK (experience IN ('novice', 'intermediate', 'experienced')),
    "goal" TEXT CONSTRAINT "goal_word" CHECK (goal IN ('strength', 'muscular_endurance', 'maintenance')),
    "max_sessions" INTEGER CONSTRAINT "max_sessions_range" CHECK (max_sessions BETWEEN 0 AND 14),
    "session_minutes" INTEGER CONSTRAINT "session_minutes_range" CHECK (session_minutes BETWEEN 0 AND 1440),
    "available_days" INTEGER NOT NULL CONSTRAINT "available_days_range" CHECK (available_days BETWEEN 0 AND 127),
    "guardian_consent_on" TEXT CONSTRAINT "guardian_consent_on_iso" CHECK (guardian_consent_on LIKE '____-__-__'),
    "notes" TEXT NOT NULL DEFAULT '',
    "archived" INTEGER NOT NULL CONSTRAINT "archived_range" CHECK (archived BETWEEN 0 AND 1)
) STRICT;
INSERT INTO "athlete" VALUES('00000000-0000-4000-8000-000000000001','Zoë O''Neill','1988-02-29',61.5,'female','intermediate','muscular_endurance',2,50,37,'2005-01-01','likes "hills"
and 日本',0);
CREATE TABLE "declaration" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "load" REAL CONSTRAINT "load_range" CHECK (load BETWEEN 0 AND 10000),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "declaration" VALUES('00000000-0000-4000-8000-00000000000e','00000000-0000-4000-8000-000000000001','hip-thrust','2026-03-02',60.0);
CREATE TABLE "entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "session_id" TEXT NOT NULL,
    "athlete_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "done" INTEGER NOT NULL CONSTRAINT "done_range" CHECK (done BETWEEN 0 AND 1),
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    "position" INTEGER NOT NULL CONSTRAINT "position_range" CHECK (position >= 1),
    "unit" TEXT NOT NULL CONSTRAINT "unit_word" CHECK (unit IN ('reps', 'seconds', 'steps', 'metres')),
    "load_type" TEXT NOT NULL CONSTRAINT "load_type_word" CHECK (load_type IN ('bodyweight', 'total_kg',
        'per_hand_kg', 'single_kg', 'plates_kg', 'stack_kg', 'band_level')),
    FOREIGN KEY ("session_id") REFERENCES "session" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "entry" VALUES(1,'00000000-0000-4000-8000-000000000066','00000000-0000-4000-8000-000000000001','2026-03-06',1,'split-squat',1,'reps','per_hand_kg');
INSERT INTO "entry" VALUES(2,'00000000-0000-4000-8000-000000000066','00000000-0000-4000-8000-000000000001','2026-03-06',1,'plank',2,'seconds','bodyweight');
INSERT INTO "entry" VALUES(3,'00000000-0000-4000-8000-000000000067','00000000-0000-4000-8000-000000000001','2026-03-04',0,'split-squat',1,'reps','per_hand_kg');
INSERT INTO "entry" VALUES(4,'00000000-0000-4000-8000-000000000065','00000000-0000-4000-8000-000000000001','2026-03-02',1,'split-squat',1,'reps','per_hand_kg');
CREATE TABLE "injury_flag" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "area" TEXT NOT NULL CONSTRAINT "area_word" CHECK (area IN ('knee', 'ankle_foot', 'calf_achilles', 'hip_groin',
        'hamstring', 'low_back', 'neck', 'shoulder', 'wrist_hand')),
    "since" TEXT NOT NULL CONSTRAINT "since_iso" CHECK (since LIKE '____-__-__'),
    "cleared_on" TEXT CONSTRAINT "cleared_on_iso" CHECK (cleared_on LIKE '____-__-__'),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "injury_flag" VALUES('00000000-0000-4000-8000-00000000000b','00000000-0000-4000-8000-000000000001','hamstring','2026-01-21','2026-02-21','torn');
CREATE TABLE "key_run" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "weekday" INTEGER NOT NULL CONSTRAINT "weekday_range" CHECK (weekday BETWEEN 1 AND 7),
    "kind" TEXT NOT NULL CONSTRAINT "kind_word" CHECK (kind IN ('intervals', 'tempo', 'long')),
    "minutes" INTEGER CONSTRAINT "minutes_range" CHECK (minutes BETWEEN 0 AND 2880),
    "descent_m" INTEGER CONSTRAINT "descent_m_range" CHECK (descent_m BETWEEN 0 AND 30000),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "key_run" VALUES('00000000-0000-4000-8000-000000000004','00000000-0000-4000-8000-000000000001',2,'intervals',60,200);
INSERT INTO "key_run" VALUES('00000000-0000-4000-8000-000000000005','00000000-0000-4000-8000-000000000001',7,'long',NULL,NULL);
CREATE TABLE "kit" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CONSTRAINT "name_filled" CHECK (length(name) > 0),
    "bar_kg" REAL CONSTRAINT "bar_kg_range" CHECK (bar_kg BETWEEN 0 AND 1000),
    "days" INTEGER NOT NULL CONSTRAINT "days_range" CHECK (days BETWEEN 0 AND 127),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "kit" VALUES('00000000-0000-4000-8000-000000000002','00000000-0000-4000-8000-000000000001','gym',20.0,18);
INSERT INTO "kit" VALUES('00000000-0000-4000-8000-000000000003','00000000-0000-4000-8000-000000000001','home',NULL,0);
CREATE TABLE "kit_item" (
    "kit_id" TEXT NOT NULL,
    "item" TEXT NOT NULL CONSTRAINT "item_word" CHECK (item IN ('bodyweight', 'dumbbells', 'kettlebell', 'barbell',
        'plates', 'squat_rack', 'landmine', 'hex_bar', 'bench', 'box', 'cable', 'band', 'mini_band', 'medicine_ball',
        'suspension_trainer', 'slider', 'pull_up_bar', 'weight_vest')),
    PRIMARY KEY ("kit_id", "item"),
    FOREIGN KEY ("kit_id") REFERENCES "kit" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "kit_item" VALUES('00000000-0000-4000-8000-000000000002','barbell');
INSERT INTO "kit_item" VALUES('00000000-0000-4000-8000-000000000002','hex_bar');
CREATE TABLE "kit_mass" (
    "kit_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL CONSTRAINT "kind_word" CHECK (kind IN ('plate', 'dumbbell', 'kettlebell')),
    "position" INTEGER NOT NULL CONSTRAINT "position_range" CHECK (position >= 1),
    "kg" REAL NOT NULL CONSTRAINT "kg_range" CHECK (kg BETWEEN 0 AND 1000),
    PRIMARY KEY ("kit_id", "kind", "position"),
    FOREIGN KEY ("kit_id") REFERENCES "kit" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "kit_mass" VALUES('00000000-0000-4000-8000-000000000002','plate',1,20.0);
INSERT INTO "kit_mass" VALUES('00000000-0000-4000-8000-000000000002','plate',2,20.0);
INSERT INTO "kit_mass" VALUES('00000000-0000-4000-8000-000000000002','plate',3,1.25);
INSERT INTO "kit_mass" VALUES('00000000-0000-4000-8000-000000000002','dumbbell',1,8.0);
INSERT INTO "kit_mass" VALUES('00000000-0000-4000-8000-000000000002','dumbbell',2,12.5);
INSERT INTO "kit_mass" VALUES('00000000-0000-4000-8000-000000000002','kettlebell',1,16.0);
CREATE TABLE "latest_days" (
    "athlete_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    "last_at_all" TEXT NOT NULL CONSTRAINT "last_at_all_iso" CHECK (last_at_all LIKE '____-__-__'),
    "last_on_plan" TEXT CONSTRAINT "last_on_plan_iso" CHECK (last_on_plan LIKE '____-__-__'),
    "last_technique" INTEGER CONSTRAINT "last_technique_range" CHECK (last_technique BETWEEN 0 AND 5),
    "previous_on_plan" TEXT CONSTRAINT "previous_on_plan_iso" CHECK (previous_on_plan LIKE '____-__-__'),
    "previous_technique" INTEGER CONSTRAINT "previous_technique_range" CHECK (previous_technique BETWEEN 0 AND 5),
    PRIMARY KEY ("athlete_id", "exercise"),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "latest_days" VALUES('00000000-0000-4000-8000-000000000001','plank','2026-03-06',NULL,NULL,NULL,NULL);
INSERT INTO "latest_days" VALUES('00000000-0000-4000-8000-000000000001','split-squat','2026-03-06','2026-03-06',4,'2026-03-02',3);
CREATE TABLE "meta" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
) STRICT;
INSERT INTO "meta" VALUES('schema_version','2');
CREATE TABLE "mobility_screen" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "ankle_left_cm" REAL CONSTRAINT "ankle_left_cm_range" CHECK (ankle_left_cm BETWEEN 0 AND 50),
    "ankle_right_cm" REAL CONSTRAINT "ankle_right_cm_range" CHECK (ankle_right_cm BETWEEN 0 AND 50),
    "knee" TEXT CONSTRAINT "knee_word" CHECK (knee IN ('ok', 'limited', 'severe')),
    "hip" TEXT CONSTRAINT "hip_word" CHECK (hip IN ('ok', 'limited', 'severe')),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "mobility_screen" VALUES('00000000-0000-4000-8000-000000000008','00000000-0000-4000-8000-000000000001','2026-03-02',9.5,11.0,'ok','severe');
CREATE TABLE "override" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "reason" TEXT NOT NULL CONSTRAINT "reason_filled" CHECK (length(reason) > 0),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "override" VALUES('00000000-0000-4000-8000-00000000000f','00000000-0000-4000-8000-000000000001','goblet-squat','2026-03-07','years of judo');
CREATE TABLE "pain_report" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "area" TEXT NOT NULL CONSTRAINT "area_word" CHECK (area IN ('knee', 'ankle_foot', 'calf_achilles', 'hip_groin',
        'hamstring', 'low_back', 'neck', 'shoulder', 'wrist_hand')),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "score" INTEGER NOT NULL CONSTRAINT "score_range" CHECK (score BETWEEN 0 AND 10),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "pain_report" VALUES('00000000-0000-4000-8000-000000000009','00000000-0000-4000-8000-000000000001','knee','2026-03-02',4,'downhill');
INSERT INTO "pain_report" VALUES('00000000-0000-4000-8000-00000000000a','00000000-0000-4000-8000-000000000001','knee','2026-03-05',0,'');
CREATE TABLE "race" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CONSTRAINT "name_filled" CHECK (length(name) > 0),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "priority" TEXT NOT NULL CONSTRAINT "priority_word" CHECK (priority IN ('A', 'B', 'C')),
    "distance_km" REAL CONSTRAINT "distance_km_range" CHECK (distance_km BETWEEN 0 AND 5000),
    "ascent_m" REAL CONSTRAINT "ascent_m_range" CHECK (ascent_m BETWEEN 0 AND 200000),
    "status" TEXT NOT NULL CONSTRAINT "status_word" CHECK (status IN ('planned', 'finished', 'removed', 'cancelled',
        'dns', 'dnf')),
    "effort" TEXT NOT NULL CONSTRAINT "effort_word" CHECK (effort IN ('raced', 'easy')),
    "completed_km_effort" REAL CONSTRAINT "completed_km_effort_range" CHECK (completed_km_effort BETWEEN 0 AND
        10000),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "race" VALUES('00000000-0000-4000-8000-000000000006','00000000-0000-4000-8000-000000000001','Old one','2025-05-06','B',42.2,1800.0,'dnf','easy',30.5,'stopped');
INSERT INTO "race" VALUES('00000000-0000-4000-8000-000000000007','00000000-0000-4000-8000-000000000001','Big one','2026-05-31','A',NULL,NULL,'planned','raced',NULL,'');
CREATE TABLE "readiness_screen" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "yes" INTEGER NOT NULL CONSTRAINT "yes_range" CHECK (yes BETWEEN 0 AND 1023),
    "cleared_on" TEXT CONSTRAINT "cleared_on_iso" CHECK (cleared_on LIKE '____-__-__'),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "readiness_screen" VALUES('00000000-0000-4000-8000-00000000000c','00000000-0000-4000-8000-000000000001','2026-03-02',513,'2026-03-04');
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "kind" TEXT NOT NULL CONSTRAINT "kind_word" CHECK (kind IN ('A', 'B', 'AB', 'micro', 'free')),
    "status" TEXT NOT NULL CONSTRAINT "status_word" CHECK (status IN ('planned', 'done', 'skipped')),
    "phase" TEXT CONSTRAINT "phase_word" CHECK (phase IN ('BUILD', 'CONSOLIDATE', 'MAINTAIN', 'RETURN', 'TAPER',
        'RACE_WEEK', 'RECOVERY_MOBILITY', 'RECOVERY_NONE', 'RACE_DAY')),
    "minutes" INTEGER CONSTRAINT "minutes_range" CHECK (minutes BETWEEN 0 AND 1440),
    "soreness" INTEGER CONSTRAINT "soreness_range" CHECK (soreness BETWEEN 0 AND 10),
    "readiness" INTEGER CONSTRAINT "readiness_range" CHECK (readiness BETWEEN 1 AND 5),
    "notes" TEXT NOT NULL DEFAULT '', "slot" TEXT CONSTRAINT "slot_iso" CHECK (slot LIKE '____-__-__'), "eased" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "eased_range" CHECK (eased BETWEEN 0 AND 1), "deload" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "deload_range" CHECK (deload BETWEEN 0 AND 1),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "session" VALUES('00000000-0000-4000-8000-000000000066','00000000-0000-4000-8000-000000000001','2026-03-06','A','done','BUILD',45,3,4,'good, really','2026-03-05',1,1);
INSERT INTO "session" VALUES('00000000-0000-4000-8000-000000000067','00000000-0000-4000-8000-000000000001','2026-03-04','B','skipped',NULL,NULL,NULL,NULL,'',NULL,0,0);
INSERT INTO "session" VALUES('00000000-0000-4000-8000-000000000065','00000000-0000-4000-8000-000000000001','2026-03-02','free','done',NULL,NULL,NULL,NULL,'',NULL,0,0);
INSERT INTO "session" VALUES('00000000-0000-4000-8000-000000000068','00000000-0000-4000-8000-000000000001','2026-02-23','free','done',NULL,NULL,NULL,NULL,'',NULL,0,0);
CREATE TABLE "set_row" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "entry_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CONSTRAINT "number_range" CHECK (number >= 1),
    "side" TEXT NOT NULL CONSTRAINT "side_word" CHECK (side IN ('', 'left', 'right')),
    "planned_amount" REAL CONSTRAINT "planned_amount_range" CHECK (planned_amount BETWEEN 0 AND 1000000),
    "planned_load" REAL CONSTRAINT "planned_load_range" CHECK (planned_load BETWEEN 0 AND 10000),
    "amount" REAL CONSTRAINT "amount_range" CHECK (amount BETWEEN 0 AND 1000000),
    "load" REAL CONSTRAINT "load_range" CHECK (load BETWEEN 0 AND 10000),
    "rir" REAL CONSTRAINT "rir_range" CHECK (rir BETWEEN 0 AND 10),
    "rpe" REAL CONSTRAINT "rpe_range" CHECK (rpe BETWEEN 0 AND 10),
    "pain" INTEGER CONSTRAINT "pain_range" CHECK (pain BETWEEN 0 AND 10),
    "next_day_pain" INTEGER CONSTRAINT "next_day_pain_range" CHECK (next_day_pain BETWEEN 0 AND 10),
    "technique" INTEGER CONSTRAINT "technique_range" CHECK (technique BETWEEN 0 AND 5),
    "coach_technique" INTEGER CONSTRAINT "coach_technique_range" CHECK (coach_technique BETWEEN 0 AND 5),
    "off_plan" INTEGER NOT NULL CONSTRAINT "off_plan_range" CHECK (off_plan BETWEEN 0 AND 1),
    "notes" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("entry_id") REFERENCES "entry" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000c9',1,1,'left',10.0,NULL,8.0,10.0,2.5,7.5,1,2,4,NULL,0,'');
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000ca',1,1,'right',NULL,12.0,8.0,10.0,NULL,NULL,NULL,NULL,2,5,0,'');
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000cb',1,2,'left',10.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'left out');
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000cc',2,1,'',NULL,NULL,30.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'');
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000cd',3,1,'',NULL,NULL,8.0,10.0,NULL,NULL,NULL,NULL,NULL,NULL,0,'');
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000ce',4,1,'',NULL,NULL,8.0,10.0,NULL,NULL,NULL,NULL,3,NULL,0,'');
INSERT INTO "set_row" VALUES('00000000-0000-4000-8000-0000000000cf',4,2,'',NULL,NULL,8.0,10.0,NULL,NULL,NULL,NULL,5,NULL,0,'');
CREATE TABLE "setting" (
    "key" TEXT NOT NULL PRIMARY KEY CONSTRAINT "key_filled" CHECK (length(key) > 0),
    "value" TEXT NOT NULL
) STRICT;
INSERT INTO "setting" VALUES('units','"kg"');
CREATE TABLE "wish" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "slot" TEXT NOT NULL CONSTRAINT "slot_iso" CHECK (slot LIKE '____-__-__'),
    "moved_to" TEXT CONSTRAINT "moved_to_iso" CHECK (moved_to LIKE '____-__-__'),
    "skipped" INTEGER NOT NULL CONSTRAINT "skipped_range" CHECK (skipped BETWEEN 0 AND 1),
    "soreness" INTEGER CONSTRAINT "soreness_range" CHECK (soreness BETWEEN 0 AND 10),
    "readiness" INTEGER CONSTRAINT "readiness_range" CHECK (readiness BETWEEN 1 AND 5),
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "wish" VALUES('00000000-0000-4000-8000-000000000012','00000000-0000-4000-8000-000000000001','2026-03-05','2026-03-06',0,3,4);
INSERT INTO "wish" VALUES('00000000-0000-4000-8000-000000000013','00000000-0000-4000-8000-000000000001','2026-03-09',NULL,1,NULL,NULL);
CREATE TABLE "wish_swap" (
    "wish_id" TEXT NOT NULL,
    "category" TEXT NOT NULL CONSTRAINT "category_word" CHECK (category IN ('lunge', 'hip_dominant', 'hinge', 'balance',
        'core', 'mobility')),
    "exercise" TEXT NOT NULL CONSTRAINT "exercise_filled" CHECK (length(exercise) > 0),
    PRIMARY KEY ("wish_id", "category"),
    FOREIGN KEY ("wish_id") REFERENCES "wish" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "wish_swap" VALUES('00000000-0000-4000-8000-000000000012','hip_dominant','hip-thrust');
INSERT INTO "wish_swap" VALUES('00000000-0000-4000-8000-000000000012','core','side-plank');
CREATE TABLE "written_plan" (
    "id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "id_filled" CHECK (length(id) > 0),
    "athlete_id" TEXT NOT NULL,
    "slot" TEXT NOT NULL CONSTRAINT "slot_iso" CHECK (slot LIKE '____-__-__'),
    "version" INTEGER NOT NULL CONSTRAINT "version_range" CHECK (version >= 1),
    "day" TEXT NOT NULL CONSTRAINT "day_iso" CHECK (day LIKE '____-__-__'),
    "written_on" TEXT NOT NULL CONSTRAINT "written_on_iso" CHECK (written_on LIKE '____-__-__'),
    "kind" TEXT NOT NULL CONSTRAINT "kind_word" CHECK (kind IN ('A', 'B', 'AB', 'micro', 'free')),
    "phase" TEXT NOT NULL CONSTRAINT "phase_word" CHECK (phase IN ('BUILD', 'CONSOLIDATE', 'MAINTAIN', 'RETURN', 'TAPER',
        'RACE_WEEK', 'RECOVERY_MOBILITY', 'RECOVERY_NONE', 'RACE_DAY')),
    "minutes" INTEGER NOT NULL CONSTRAINT "minutes_range" CHECK (minutes BETWEEN 0 AND 1440),
    "eased" INTEGER NOT NULL CONSTRAINT "eased_range" CHECK (eased BETWEEN 0 AND 1),
    "deload" INTEGER NOT NULL CONSTRAINT "deload_range" CHECK (deload BETWEEN 0 AND 1),
    "withdrawn" INTEGER NOT NULL CONSTRAINT "withdrawn_range" CHECK (withdrawn BETWEEN 0 AND 1),
    "content" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("athlete_id") REFERENCES "athlete" ("id") ON DELETE CASCADE
) STRICT;
INSERT INTO "written_plan" VALUES('00000000-0000-4000-8000-00000000012d','00000000-0000-4000-8000-000000000001','2026-03-05',1,'2026-03-05','2026-03-02','A','BUILD',45,0,0,0,'{"items": []}');
INSERT INTO "written_plan" VALUES('00000000-0000-4000-8000-00000000012e','00000000-0000-4000-8000-000000000001','2026-03-05',2,'2026-03-06','2026-03-04','A','BUILD',40,1,1,0,'日本');
INSERT INTO "written_plan" VALUES('00000000-0000-4000-8000-00000000012f','00000000-0000-4000-8000-000000000001','2026-03-09',1,'2026-03-09','2026-03-09','micro','TAPER',15,0,0,0,'');
INSERT INTO "written_plan" VALUES('00000000-0000-4000-8000-000000000130','00000000-0000-4000-8000-000000000001','2026-03-09',2,'2026-03-09','2026-03-09','micro','TAPER',15,0,0,1,'');
CREATE INDEX "kit_athlete_id" ON "kit" ("athlete_id");
CREATE INDEX "key_run_athlete_id" ON "key_run" ("athlete_id");
CREATE INDEX "mobility_screen_athlete_id" ON "mobility_screen" ("athlete_id");
CREATE INDEX "pain_report_athlete_id" ON "pain_report" ("athlete_id");
CREATE INDEX "injury_flag_athlete_id" ON "injury_flag" ("athlete_id");
CREATE INDEX "readiness_screen_athlete_id" ON "readiness_screen" ("athlete_id");
CREATE INDEX "race_athlete_id" ON "race" ("athlete_id");
CREATE INDEX "session_day" ON "session" ("day");
CREATE UNIQUE INDEX "session_athlete_id_day_id" ON "session" ("athlete_id", "day", "id");
CREATE UNIQUE INDEX "entry_session_id_position_exercise_unit_load_type"
    ON "entry" ("session_id", "position", "exercise", "unit", "load_type");
CREATE INDEX "entry_athlete_id_exercise_day" ON "entry" ("athlete_id", "exercise", "day");
CREATE INDEX "entry_day_athlete_id" ON "entry" ("day", "athlete_id");
CREATE UNIQUE INDEX "set_row_entry_id_number_side" ON "set_row" ("entry_id", "number", "side");
CREATE INDEX "assessment_athlete_id" ON "assessment" ("athlete_id");
CREATE INDEX "declaration_athlete_id" ON "declaration" ("athlete_id");
CREATE INDEX "override_athlete_id" ON "override" ("athlete_id");
CREATE INDEX "absence_athlete_id" ON "absence" ("athlete_id");
CREATE UNIQUE INDEX "wish_athlete_id_slot" ON "wish" ("athlete_id", "slot");
CREATE INDEX "written_plan_slot" ON "written_plan" ("slot");
CREATE UNIQUE INDEX "written_plan_athlete_id_slot_version"
    ON "written_plan" ("athlete_id", "slot", "version");
COMMIT;
