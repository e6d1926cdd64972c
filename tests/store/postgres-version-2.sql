-- What a program of version 2 made of a database of version 1: to be run after that script.
ALTER TABLE public.periodic ADD COLUMN ended_at bigint;
ALTER TABLE public.periodic ADD COLUMN error text;
UPDATE public.periodic SET error = 'the disk is full';
INSERT INTO public.schema_migrations VALUES (2, 1769905000000000, 1);
